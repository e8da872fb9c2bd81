package io.cloudtik.core.cluster;

/** What the second path said of a node whose beats are missing. */
public enum ProbeAnswer {
    /** The machine answers and its container runs: it may be busy, or cut off from the state. */
    CONTAINER_RUNS,
    /** The machine answers and its container does not run: the node is dead. */
    CONTAINER_GONE,
    /** The machine does not answer: it may be dead, or we may be cut off from it. */
    UNREACHABLE
}
