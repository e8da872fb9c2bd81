package io.cloudtik.node.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The tightest bound of memory around this process, and the group that has it.
 *
 * @param bytes that all in the group may have together
 * @param version of the group, 1 or 2
 */
record MemoryLimit(long bytes, Path group, int version) {

    /**
     * Empty where nothing bounds it but the machine.
     *
     * @param machine what the machine has; a limit above it is none
     */
    static Optional<MemoryLimit> find(Path proc, long machine) throws IOException {
        GroupPaths groups = GroupPaths.of(proc, "memory");
        String file = groups.version() == 1 ? "memory.limit_in_bytes" : "memory.max";
        Optional<MemoryLimit> tightest = Optional.empty();
        long least = machine;
        for (Path group : groups.folders()) {
            String text = Files.exists(group.resolve(file)) ? Files.readString(group.resolve(file)).strip() : "max";
            long bytes = text.equals("max") ? Long.MAX_VALUE : Long.parseLong(text);
            if (bytes < least) {
                least = bytes;
                tightest = Optional.of(new MemoryLimit(bytes, group, groups.version()));
            }
        }
        return tightest;
    }

    /** Without pages of files that nobody used lately: they are given back before anything is killed. */
    long usedBytes() throws IOException {
        String usage = Files.readString(group.resolve(version == 1 ? "memory.usage_in_bytes" : "memory.current"));
        return Math.max(0, Long.parseLong(usage.strip())
                - counted("memory.stat", version == 1 ? "total_inactive_file" : "inactive_file"));
    }

    /** How many processes of the group were killed because it was at its limit. */
    long kills() throws IOException {
        return counted(version == 1 ? "memory.oom_control" : "memory.events", "oom_kill");
    }

    private long counted(String file, String name) throws IOException {
        for (String line : Files.readAllLines(group.resolve(file))) {
            if (line.startsWith(name + " ")) {
                return Long.parseLong(line.substring(name.length() + 1).strip());
            }
        }
        return 0;
    }
}
