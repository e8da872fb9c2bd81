package io.cloudtik.node.system;

import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.model.node.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What the node has and how busy it is, from a few small files of {@code /proc}; where there is none only what Java itself
 * knows. Where control groups bound it (a local node with resources, a container), the node is the group and not the
 * machine. Not thread-safe: the processor's load is the difference between two readings.
 */
public final class NodeGauges {

    private static final int IDLE = 3;
    private static final int IO_WAIT = 4;
    /** Time of guests is counted in user and nice already. */
    private static final int FIRST_GUEST = 8;

    private final Path proc;
    private final Path disk;
    private final LongSupplier nanoTime;
    private Optional<CpuQuota> quota = Optional.empty();
    private Optional<MemoryLimit> limit = Optional.empty();
    private boolean isBoundKnown;
    private boolean isCpuKnown;
    private long lastBusy;
    private long lastTotal;

    /** @param disk any folder on the disk whose space is told */
    public NodeGauges(Path proc, Path disk) {
        this(proc, disk, System::nanoTime);
    }

    NodeGauges(Path proc, Path disk, LongSupplier nanoTime) {
        this.proc = proc;
        this.disk = disk;
        this.nanoTime = nanoTime;
    }

    /** The current gauges by name; what cannot be measured here is left out. */
    public Map<String, Double> measure() {
        Map<String, Double> gauges = new HashMap<>();
        try {
            var store = Files.getFileStore(disk);
            gauges.put("disk_total_bytes", (double) store.getTotalSpace());
            gauges.put("disk_free_bytes", (double) store.getUsableSpace());
            if (Files.isReadable(proc.resolve("stat"))) {
                findBounds();
                gauges.put("load1", Double.valueOf(Files.readString(proc.resolve("loadavg")).split(" ")[0]));
                cpu(gauges);
                memory(gauges);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot measure this node", e);
        }
        return gauges;
    }

    /** Once: nobody moves a process of a node to another group, and each look costs a dozen files. */
    private void findBounds() throws IOException {
        if (!isBoundKnown) {
            quota = CpuQuota.find(proc);
            limit = MemoryLimit.find(proc, machineMemory());
            isBoundKnown = true;
        }
    }

    /** All processors and main memory that the node may use, and NVIDIA cards of the machine. */
    public Resources resources() {
        int processors = Runtime.getRuntime().availableProcessors();
        try {
            findBounds();
            long memory = limit.isPresent() ? limit.get().bytes() : machineMemory();
            return new Resources(processors, new DataSize(memory), gpus(), Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot tell what this node has", e);
        }
    }

    private void cpu(Map<String, Double> gauges) throws IOException {
        if (quota.isPresent()) {
            double cpus = Math.min(quota.get().cpus(), Runtime.getRuntime().availableProcessors());
            tell(gauges, quota.get().usedNanos(), Math.round(nanoTime.getAsLong() * cpus));
        } else {
            machineCpu(gauges);
        }
    }

    /**
     * @param busy time that was used, in any unit
     * @param total time that could have been used, in the same
     */
    private void tell(Map<String, Double> gauges, long busy, long total) {
        if (isCpuKnown && total > lastTotal) {
            double percent = 100.0 * (busy - lastBusy) / (total - lastTotal);
            gauges.put("cpu_percent", Math.max(0, Math.round(percent * 10) / 10.0));
        }
        isCpuKnown = true;
        lastBusy = busy;
        lastTotal = total;
    }

    private void machineCpu(Map<String, Double> gauges) throws IOException {
        String[] fields;
        try (var lines = Files.lines(proc.resolve("stat"))) {
            fields = lines.findFirst().orElse("cpu").split(" +");
        }
        long total = 0;
        for (int i = 0; i < Math.min(FIRST_GUEST, fields.length - 1); i++) {
            total += Long.parseLong(fields[i + 1]);
        }
        if (fields.length <= IO_WAIT + 1) {
            return;
        }
        long busy = total - Long.parseLong(fields[IDLE + 1]) - Long.parseLong(fields[IO_WAIT + 1]);
        tell(gauges, busy, total);
    }

    private void memory(Map<String, Double> gauges) throws IOException {
        if (limit.isPresent()) {
            gauges.put("memory_total_bytes", (double) limit.get().bytes());
            gauges.put("memory_used_bytes", (double) limit.get().usedBytes());
            gauges.put("memory_kills", (double) limit.get().kills());
            return;
        }
        Map<String, Long> memory = memoryBytes();
        long total = memory.getOrDefault("MemTotal", 0L);
        gauges.put("memory_total_bytes", (double) total);
        gauges.put("memory_used_bytes", (double) (total - memory.getOrDefault("MemAvailable", total)));
    }

    private Map<String, Long> memoryBytes() throws IOException {
        Map<String, Long> memory = new HashMap<>();
        List<String> lines = Files.readAllLines(proc.resolve("meminfo"));
        for (String line : lines.subList(0, Math.min(3, lines.size()))) {
            String[] fields = line.split(":? +");
            memory.put(fields[0], Long.parseLong(fields[1]) * 1024);
        }
        return memory;
    }

    private long machineMemory() throws IOException {
        if (Files.isReadable(proc.resolve("meminfo"))) {
            return memoryBytes().getOrDefault("MemTotal", 0L);
        }
        var system = java.lang.management.ManagementFactory.getOperatingSystemMXBean();
        return system instanceof com.sun.management.OperatingSystemMXBean machine ? machine.getTotalMemorySize() : 0;
    }

    private int gpus() throws IOException {
        Path cards = proc.resolve("driver/nvidia/gpus");
        if (!Files.isDirectory(cards)) {
            return 0;
        }
        int count = 0;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(cards)) {
            for (Path card : all) {
                count += Files.isDirectory(card) ? 1 : 0;
            }
        }
        return count;
    }
}
