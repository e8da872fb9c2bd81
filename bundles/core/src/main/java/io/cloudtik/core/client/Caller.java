package io.cloudtik.core.client;

/** Who runs this command, for leases: so that a loser can say who won, and the lease of a dead process holds nobody up. */
public interface Caller {

    /** Such as {@code ann@laptop, process 4711}. */
    String name();

    /** Whether the named caller was a process of this machine that has ended. */
    boolean hasEnded(String name);
}
