package io.cloudtik.runtime.spark;

import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.model.node.Resources;

/** How much of a node Spark gets, and the sizes of its processes. Each number says where it comes from. */
final class SparkSizing {

    /** Master and worker hold lists of nodes and applications only; with this heap each took 178 MiB of real memory. */
    static final DataSize DAEMON_HEAP = DataSize.ofMebibytes(192);

    /** Kept free on each node: Spark's daemon (178 MiB), the node's container (about 200), SSH and, on the head, Redis. */
    static final DataSize PLATFORM = DataSize.ofMebibytes(512);

    /**
     * Spark's own default. With one core to an executor a task has this much on every node, and a node of 2 GiB can run
     * one; larger nodes run several.
     */
    static final DataSize EXECUTOR = DataSize.ofGibibytes(1);

    /** Spark itself refuses an executor or driver below 450 MiB: 300 it reserves, and half as much again to work in. */
    static final DataSize SMALLEST_HEAP = DataSize.ofMebibytes(450);

    /** Enough for plans and small results; a driver took about 300 MiB of it in the measured jobs. */
    static final DataSize SMALLEST_DRIVER = DataSize.ofMebibytes(512);

    /** A driver that needs more collects data it should not, or says so by {@code spark.driver.memory}. */
    private static final DataSize LARGEST_DRIVER = DataSize.ofGibibytes(8);

    /**
     * Java takes memory outside the heap for classes, compiled code, threads and network buffers: a fifth of the heap,
     * about 200 MiB for one of 1 GiB.
     */
    private static final long HEAP_PARTS = 5;
    private static final long ALL_PARTS = 6;

    /** Spark's 200 are meant for clusters of hundreds of cores; a task costs some 10 ms before it does anything. */
    private static final int MOST_PARTITIONS = 200;
    private static final int PARTITIONS_PER_CORE = 8;

    private SparkSizing() {}

    /** What a worker offers to executors, as the sum of their heaps; room for one where nobody said what the node has. */
    static DataSize workerMemory(Resources node, SparkSettings settings) {
        return settings.workerMemory().orElseGet(() -> isStated(node.memory()) ? heapWithin(node.memory()) : EXECUTOR);
    }

    static boolean isStated(DataSize nodeMemory) {
        return nodeMemory.bytes() > 0;
    }

    /** All cores: the platform's own processes sleep nearly always. */
    static int workerCores(Resources node, SparkSettings settings) {
        return settings.workerCores().orElse(Math.max(1, node.cpus()));
    }

    /** The usual heap of an executor, or less where workers are told to offer less. */
    static DataSize executorMemory(SparkSettings settings) {
        return settings.workerMemory().filter(offered -> offered.compareTo(EXECUTOR) < 0).orElse(EXECUTOR);
    }

    /** A quarter of the head, so that two jobs and the services fit side by side. */
    static DataSize driverMemory(Resources head) {
        long quarter = head.memory().mebibytes() / 4;
        long bounded = Math.min(Math.max(quarter, SMALLEST_DRIVER.mebibytes()), LARGEST_DRIVER.mebibytes());
        return DataSize.ofMebibytes(bounded);
    }

    /** The head's cores stand for the cluster's scale; adaptive execution joins partitions that turn out small. */
    static int shufflePartitions(Resources head) {
        return Math.min(MOST_PARTITIONS, PARTITIONS_PER_CORE * Math.max(1, head.cpus()));
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
}
