package io.cloudtik.runtime.spark;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.DataSize;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code runtime.spark} block, bound.
 *
 * @param conf of {@code conf} and {@code config}, the Python edition's name for it
 * @param masterMemory heap of the master
 * @param workerMemory what each worker offers, where the user says it
 * @param workerCores likewise
 */
record SparkSettings(
        String version,
        Map<String, String> conf,
        DataSize masterMemory,
        Optional<DataSize> workerMemory,
        Optional<Integer> workerCores) {

    static final String DEFAULT_VERSION = "4.0.1";

    SparkSettings {
        conf = Map.copyOf(conf);
    }

    static SparkSettings of(Settings block) {
        Map<String, String> conf = new LinkedHashMap<>(block.textMap("config"));
        conf.putAll(block.textMap("conf"));
        return new SparkSettings(
                block.text("version").orElse(DEFAULT_VERSION),
                conf,
                block.text("master_memory").flatMap(SparkMemory::parse).orElse(SparkSizing.DAEMON_HEAP),
                block.text("worker_memory").flatMap(SparkMemory::parse),
                block.integer("worker_cores").map(Math::toIntExact));
    }
}
