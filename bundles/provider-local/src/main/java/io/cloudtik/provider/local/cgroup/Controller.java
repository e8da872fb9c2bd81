package io.cloudtik.provider.local.cgroup;

import io.cloudtik.provider.local.folder.NodeLimits;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What a hierarchy of control groups can control, and the files by which it is told. */
enum Controller {
    CPU("CPU") {
        @Override
        Map<String, String> files(int version, NodeLimits limits) {
            Map<String, String> files = new LinkedHashMap<>();
            limits.cpus().ifPresent(cpus -> {
                long quota = (long) cpus * PERIOD_MICROS;
                if (version == 1) {
                    files.put("cpu.shares", String.valueOf(Math.min(cpus * SHARES, MOST_SHARES)));
                    files.put("cpu.cfs_period_us", String.valueOf(PERIOD_MICROS));
                    files.put("cpu.cfs_quota_us", String.valueOf(quota));
                } else {
                    files.put("cpu.weight", String.valueOf(Math.min(cpus * WEIGHT, MOST_WEIGHT)));
                    files.put("cpu.max", quota + " " + PERIOD_MICROS);
                }
            });
            return files;
        }
    },
    /** Only counts, where it is a hierarchy of its own: the node's gauges read it. */
    CPUACCT("CPU time") {
        @Override
        Map<String, String> files(int version, NodeLimits limits) {
            return Map.of();
        }
    },
    MEMORY("memory") {
        @Override
        Map<String, String> files(int version, NodeLimits limits) {
            Map<String, String> files = new LinkedHashMap<>();
            limits.memoryBytes().ifPresent(bytes ->
                    files.put(version == 1 ? "memory.limit_in_bytes" : "memory.max", String.valueOf(bytes)));
            return files;
        }
    },
    PIDS("processes") {
        @Override
        Map<String, String> files(int version, NodeLimits limits) {
            return Map.of("pids.max", String.valueOf(limits.processes()));
        }
    };

    /** The kernel's own default: shorter ones cost more switches, longer ones stop a node for longer. */
    private static final int PERIOD_MICROS = 100_000;
    private static final int SHARES = 1_024;
    private static final int MOST_SHARES = 262_144;
    private static final int WEIGHT = 100;
    private static final int MOST_WEIGHT = 10_000;

    private final String words;

    Controller(String words) {
        this.words = words;
    }

    /**
     * The files of a group that make limits hold, with their texts, in the order in which they are to be written.
     *
     * @param version 1 or 2
     */
    abstract Map<String, String> files(int version, NodeLimits limits);

    /** As people call what it controls. */
    String words() {
        return words;
    }

    /** As the kernel calls it. */
    String kernelName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
