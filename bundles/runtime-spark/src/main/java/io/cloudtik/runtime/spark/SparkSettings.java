package io.cloudtik.runtime.spark;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.DataSize;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code runtime.spark} block, bound.
 *
 * @param tarball whence Spark comes; from Maven Central if empty
 * @param conf of {@code conf} and {@code config}, the Python edition's name for it
 * @param masterMemory heap of the master, where the user says it
 * @param workerMemory what each worker offers, where the user says it
 * @param workerCores likewise
 * @param history whether the head shows applications that have ended
 * @param connect whether the head answers clients of Spark Connect
 * @param drainTimeout how long a worker that is to go may take to give its work and blocks away
 */
record SparkSettings(
        String version,
        Optional<SparkTarball> tarball,
        Map<String, String> conf,
        Optional<DataSize> masterMemory,
        Optional<DataSize> workerMemory,
        Optional<Integer> workerCores,
        boolean history,
        boolean connect,
        Duration drainTimeout) {

    static final String DEFAULT_VERSION = "4.0.1";

    /** Blocks of a terabyte take that long over 10 Gbit/s with some to spare; who waits longer waits for a task. */
    private static final Duration DEFAULT_DRAIN_TIMEOUT = Duration.ofMinutes(20);

    SparkSettings {
        conf = Map.copyOf(conf);
    }

    /** As the schema has it: {@code 90s}, {@code 20m}, {@code 1h}. */
    private static Duration duration(String text) {
        return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
    }

    static SparkSettings of(Settings block) {
        Map<String, String> conf = new LinkedHashMap<>(block.textMap("config"));
        conf.putAll(block.textMap("conf"));
        return new SparkSettings(
                block.text("version").orElse(DEFAULT_VERSION),
                SparkTarball.of(block),
                conf,
                block.text("master_memory").flatMap(SparkMemory::parse),
                block.text("worker_memory").flatMap(SparkMemory::parse),
                block.integer("worker_cores").map(Math::toIntExact),
                block.flag("history_server").orElse(true),
                block.flag("connect").orElse(false),
                block.text("drain_timeout").map(SparkSettings::duration).orElse(DEFAULT_DRAIN_TIMEOUT));
    }
}
