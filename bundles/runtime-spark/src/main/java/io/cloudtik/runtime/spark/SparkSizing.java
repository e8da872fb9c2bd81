package io.cloudtik.runtime.spark;

import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.model.node.Resources;
import io.cloudtik.api.spi.runtime.WorkerGroup;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How much of a node Spark gets, and the sizes of its processes. Each number says where it comes from. */
final class SparkSizing {

    /** Kept free on each node: Spark's daemon (178 MiB), the node's container (about 200), SSH and, on the head, Redis. */
    static final DataSize PLATFORM = DataSize.ofMebibytes(512);

    /** Where nobody knows what workers have: Spark's own default, which fits a node of 2 GiB. */
    static final ExecutorSize UNKNOWN = new ExecutorSize(1, DataSize.ofGibibytes(1));

    /** Spark itself refuses an executor or driver below 450 MiB: 300 it reserves, and half as much again to work in. */
    static final DataSize SMALLEST_HEAP = DataSize.ofMebibytes(450);

    /** Enough for plans and small results; a driver took about 300 MiB of it in the measured jobs. */
    static final DataSize SMALLEST_DRIVER = DataSize.ofMebibytes(512);

    /** A driver that needs more collects data it should not, or says so by {@code spark.driver.memory}. */
    private static final DataSize LARGEST_DRIVER = DataSize.ofGibibytes(8);

    /** Above it Java's references take eight bytes instead of four: a heap of 40 GiB holds no more than one of 31. */
    private static final DataSize LARGEST_EXECUTOR = DataSize.ofGibibytes(31);

    /** More tasks than this share one heap and its collections badly; fewer share nothing that is broadcast. */
    private static final int MOST_CORES = 5;
    private static final int FEWEST_CORES = 3;

    /**
     * Java takes memory outside the heap for classes, compiled code, threads and network buffers: a fifth of the heap,
     * about 200 MiB for one of 1 GiB.
     */
    private static final long HEAP_PARTS = 5;
    private static final long ALL_PARTS = 6;

    /** Master and worker hold lists of nodes and applications: with 192 MiB of heap each took 178 MiB of real memory. */
    private static final DataSize SMALLEST_DAEMON = DataSize.ofMebibytes(192);
    private static final DataSize LARGEST_DAEMON = DataSize.ofGibibytes(1);
    /** It replays whole event logs to show one application. */
    private static final DataSize SMALLEST_HISTORY = DataSize.ofMebibytes(256);
    private static final DataSize LARGEST_HISTORY = DataSize.ofGibibytes(4);

    /** A task costs some 10 ms before it does anything: few on small clusters, and adaptive execution joins small ones. */
    private static final int FEWEST_PARTITIONS = 8;
    private static final int MOST_PARTITIONS = 2_000;
    private static final int PARTITIONS_PER_CORE = 4;

    /** A job that comes wants to run now; what it does not use goes after a minute. */
    private static final int MOST_INITIAL_EXECUTORS = 8;

    private SparkSizing() {}

    /** What a worker offers to executors, as the sum of their heaps; room for one where nobody said what the node has. */
    static DataSize workerMemory(Resources node, SparkSettings settings) {
        return settings.workerMemory()
                .orElseGet(() -> isStated(node.memory()) ? heapWithin(node.memory()) : UNKNOWN.memory());
    }

    static boolean isStated(DataSize nodeMemory) {
        return nodeMemory.bytes() > 0;
    }

    /** All cores: the platform's own processes sleep nearly always. */
    static int workerCores(Resources node, SparkSettings settings) {
        return settings.workerCores().orElse(Math.max(1, node.cpus()));
    }

    /** One size for all executors of a job, which fits on each type of worker the cluster has. */
    static ExecutorSize executor(List<WorkerGroup> workers, SparkSettings settings) {
        return present(workers)
                .map(node -> executor(node, settings))
                .reduce(ExecutorSize::smaller)
                .orElseGet(() -> new ExecutorSize(
                        askedCores(settings).orElse(UNKNOWN.cores()),
                        settings.workerMemory().filter(offered -> offered.compareTo(UNKNOWN.memory()) < 0).orElse(UNKNOWN.memory())));
    }

    /** The share of a worker's memory that goes with the cores: cores are given to one executor only, so memory may be too. */
    private static ExecutorSize executor(Resources node, SparkSettings settings) {
        int offered = workerCores(node, settings);
        int cores = Math.min(offered, askedCores(settings).orElseGet(() -> coresOf(offered)));
        long share = workerMemory(node, settings).mebibytes() / Math.max(1, offered / cores);
        long bounded = Math.min(Math.max(share, SMALLEST_HEAP.mebibytes()), LARGEST_EXECUTOR.mebibytes());
        return new ExecutorSize(cores, DataSize.ofMebibytes(bounded));
    }

    private static Optional<Integer> askedCores(SparkSettings settings) {
        return Optional.ofNullable(settings.conf().get("spark.executor.cores"))
                .filter(text -> text.matches("[1-9][0-9]{0,3}"))
                .map(Integer::valueOf);
    }

    /** All of a small worker; else three to five, whichever leaves the fewest cores idle. */
    private static int coresOf(int offered) {
        int best = Math.min(offered, MOST_CORES);
        for (int cores = best; cores >= FEWEST_CORES; cores--) {
            if (offered % cores < offered % best) {
                best = cores;
            }
        }
        return best;
    }

    /** How many executors of this size all workers hold, as they are wanted now. */
    static int executors(List<WorkerGroup> workers, ExecutorSize size, SparkSettings settings) {
        return workers.stream()
                .mapToInt(group -> group.count() * group.resources().map(node -> fitting(node, size, settings)).orElse(1))
                .sum();
    }

    private static int fitting(Resources node, ExecutorSize size, SparkSettings settings) {
        long byMemory = workerMemory(node, settings).mebibytes() / Math.max(1, size.memory().mebibytes());
        return (int) Math.min(workerCores(node, settings) / size.cores(), byMemory);
    }

    static int initialExecutors(List<WorkerGroup> workers, ExecutorSize size, SparkSettings settings) {
        return Math.min(executors(workers, size, settings), MOST_INITIAL_EXECUTORS);
    }

    /** A quarter of the head, so that two jobs and the services fit side by side. */
    static DataSize driverMemory(Resources head) {
        return part(head, 4, SMALLEST_DRIVER, LARGEST_DRIVER);
    }

    /** Half of its heap for what a job collects: beyond that Spark says so, and does not run out of memory. */
    static DataSize driverResult(DataSize driver) {
        return DataSize.ofMebibytes(driver.mebibytes() / 2);
    }

    /** Of a master or a worker: what a larger cluster needs, larger nodes can spare. */
    static DataSize daemonMemory(Resources node) {
        return part(node, 64, SMALLEST_DAEMON, LARGEST_DAEMON);
    }

    static DataSize historyMemory(Resources head) {
        return part(head, 32, SMALLEST_HISTORY, LARGEST_HISTORY);
    }

    private static DataSize part(Resources node, int divisor, DataSize smallest, DataSize largest) {
        long bounded = Math.min(
                Math.max(node.memory().mebibytes() / divisor, smallest.mebibytes()), largest.mebibytes());
        return DataSize.ofMebibytes(bounded);
    }

    /** Four for each core, so that a slow one holds up a quarter of a core's work. */
    static int partitions(List<WorkerGroup> workers, SparkSettings settings) {
        int cores = workers.stream()
                .mapToInt(group -> group.count() * group.resources().map(node -> workerCores(node, settings)).orElse(1))
                .sum();
        return Math.min(Math.max(FEWEST_PARTITIONS, PARTITIONS_PER_CORE * cores), MOST_PARTITIONS);
    }

    /** The heap that fits into a node beside the platform. */
    static DataSize heapWithin(DataSize nodeMemory) {
        long left = Math.max(0, nodeMemory.mebibytes() - PLATFORM.mebibytes());
        return DataSize.ofMebibytes(left * HEAP_PARTS / ALL_PARTS);
    }

    /** The smallest node into which such a heap fits. */
    static DataSize nodeFor(DataSize heap) {
        long whole = (heap.mebibytes() * ALL_PARTS + HEAP_PARTS - 1) / HEAP_PARTS;
        return DataSize.ofMebibytes(PLATFORM.mebibytes() + whole);
    }

    /** What the workers that are wanted have, where it is known; that of all types if none is wanted. */
    private static Stream<Resources> present(List<WorkerGroup> workers) {
        boolean any = workers.stream().anyMatch(group -> group.count() > 0);
        return workers.stream().filter(group -> group.count() > 0 || !any).flatMap(group -> group.resources().stream());
    }
}
