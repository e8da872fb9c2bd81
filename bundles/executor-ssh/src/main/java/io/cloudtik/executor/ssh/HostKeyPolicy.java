package io.cloudtik.executor.ssh;

import java.util.List;

/** Decides whether a host is the one it should be. */
interface HostKeyPolicy {

    /** The keys the host may present; empty if it was never seen. */
    List<HostKey> expected(String host, int port);

    /**
     * Returns if the host may be talked to.
     *
     * @throws io.cloudtik.api.problem.PlatformException DENIED if it presents another key than it should
     */
    void check(String host, int port, HostKey presented);
}
