package io.cloudtik.node.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The tightest bound of processor time around this process, and the group that has it.
 *
 * @param cpus processors' worth of time that all in the group may take together
 * @param usage the file that tells what they took
 */
record CpuQuota(double cpus, Path usage) {

    private static final String TOLD_BY_VERSION_2 = "cpu.stat";

    /** Empty where nothing bounds it but the machine. */
    static Optional<CpuQuota> find(Path proc) throws IOException {
        GroupPaths groups = GroupPaths.of(proc, "cpu");
        List<Path> counting = groups.version() == 1 ? GroupPaths.of(proc, "cpuacct").folders() : groups.folders();
        Optional<CpuQuota> tightest = Optional.empty();
        for (int i = 0; i < Math.min(groups.folders().size(), counting.size()); i++) {
            Optional<CpuQuota> quota = groups.version() == 1
                    ? version1(groups.folders().get(i), counting.get(i))
                    : version2(groups.folders().get(i));
            tightest = Stream.of(tightest, quota)
                    .flatMap(Optional::stream)
                    .min(Comparator.comparingDouble(CpuQuota::cpus));
        }
        return tightest;
    }

    private static Optional<CpuQuota> version1(Path group, Path counting) throws IOException {
        Path quota = group.resolve("cpu.cfs_quota_us");
        if (!Files.exists(quota)) {
            return Optional.empty();
        }
        long micros = number(Files.readString(quota));
        if (micros <= 0) {
            return Optional.empty();
        }
        long period = number(Files.readString(group.resolve("cpu.cfs_period_us")));
        return Optional.of(new CpuQuota((double) micros / period, counting.resolve("cpuacct.usage")));
    }

    private static Optional<CpuQuota> version2(Path group) throws IOException {
        Path max = group.resolve("cpu.max");
        if (!Files.exists(max)) {
            return Optional.empty();
        }
        String[] words = Files.readString(max).strip().split(" ");
        return words[0].equals("max")
                ? Optional.empty()
                : Optional.of(new CpuQuota((double) number(words[0]) / number(words[1]), group.resolve(TOLD_BY_VERSION_2)));
    }

    /** What all in the group took since it was made. */
    long usedNanos() throws IOException {
        if (!usage.endsWith(TOLD_BY_VERSION_2)) {
            return number(Files.readString(usage));
        }
        for (String line : Files.readAllLines(usage)) {
            if (line.startsWith("usage_usec ")) {
                return number(line.substring(line.indexOf(' '))) * 1_000;
            }
        }
        throw new IOException("'" + usage + "' tells no usage_usec");
    }

    private static long number(String text) {
        return Long.parseLong(text.strip());
    }
}
