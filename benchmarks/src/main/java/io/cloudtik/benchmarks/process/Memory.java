package io.cloudtik.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a {@code /proc/PID/smaps_rollup} says.
 *
 * @param rss bytes in memory
 * @param pss the same, with pages that n processes share counted by the n-th part
 */
record Memory(long rss, long pss) {

    private static final int MEBIBYTE = 1 << 20;

    static Memory of(long pid) throws IOException {
        return parse(Files.readString(Path.of("/proc/" + pid + "/smaps_rollup")));
    }

    static Memory parse(String rollup) {
        return new Memory(bytes(rollup, "Rss:"), bytes(rollup, "Pss:"));
    }

    double rssMebibytes() {
        return (double) rss / MEBIBYTE;
    }

    double pssMebibytes() {
        return (double) pss / MEBIBYTE;
    }

    private static long bytes(String rollup, String key) {
        return rollup.lines()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(key.length()).strip().split(" ")[0])
                .mapToLong(kibibytes -> Long.parseLong(kibibytes) * 1024)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no line " + key + " in " + rollup));
    }
}
