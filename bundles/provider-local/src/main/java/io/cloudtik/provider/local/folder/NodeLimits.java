package io.cloudtik.provider.local.folder;

import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What all processes of a node together may take of the machine.
 *
 * @param cpus processors' worth of time; empty for all there are
 * @param memoryBytes main memory; empty for all there is
 * @param processes how many there may be, threads counted
 */
public record NodeLimits(OptionalInt cpus, OptionalLong memoryBytes, int processes) {

    /** Several times what a busy head or worker of Spark has, and far from what would bring a machine to a halt. */
    public static final int DEFAULT_PROCESSES = 8_192;

    public static final NodeLimits NONE = new NodeLimits(OptionalInt.empty(), OptionalLong.empty(), DEFAULT_PROCESSES);

    private static final String CPUS = "cpus";
    private static final String MEMORY = "memory";
    private static final String PROCESSES = "processes";

    public NodeLimits {
        if (cpus.orElse(1) < 1 || memoryBytes.orElse(1) < 1 || processes < 1) {
            throw new IllegalArgumentException("limits are positive: " + cpus + ", " + memoryBytes + ", " + processes);
        }
    }

    /** Whether more than the number of processes is limited. */
    public boolean holdResources() {
        return cpus.isPresent() || memoryBytes.isPresent();
    }

    Map<String, String> toProperties() {
        Map<String, String> values = new TreeMap<>();
        cpus.ifPresent(count -> values.put(CPUS, String.valueOf(count)));
        memoryBytes.ifPresent(bytes -> values.put(MEMORY, String.valueOf(bytes)));
        values.put(PROCESSES, String.valueOf(processes));
        return values;
    }

    /** @throws IllegalArgumentException if one is no number, or not positive */
    static NodeLimits fromProperties(Map<String, String> values) {
        String cpus = values.get(CPUS);
        String memory = values.get(MEMORY);
        return new NodeLimits(
                cpus == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(cpus)),
                memory == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(memory)),
                Integer.parseInt(values.getOrDefault(PROCESSES, String.valueOf(DEFAULT_PROCESSES))));
    }

    /** For people. */
    @Override
    public String toString() {
        return (cpus.isPresent() ? cpus.getAsInt() + " CPU, " : "")
                + (memoryBytes.isPresent() ? (memoryBytes.getAsLong() >> 20) + " MiB, " : "")
                + processes + " processes";
    }
}
