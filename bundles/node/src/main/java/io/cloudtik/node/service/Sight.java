package io.cloudtik.node.service;

import java.util.Objects;
import java.util.Optional;

/**
 * All that is seen of a service at one instant.
 *
 * @param wish what is to become of it
 * @param blockedBy why it may not be started now; empty if it may
 * @param running whether its process runs
 * @param exit how its process ended, in words; only looked at if it does not run
 * @param verdict what a health check found that ended since the last sight
 */
record Sight(Wish wish, String blockedBy, boolean running, String exit, Optional<Verdict> verdict) {

    enum Wish {
        /** To run as it is. */
        RUN,
        /** To run, but otherwise than what was started: end it and start anew. */
        RENEW,
        /** To end. */
        STOP,
        /** To end, but something that needs it still runs. */
        STOP_LATER
    }

    Sight {
        Objects.requireNonNull(wish, "wish");
        Objects.requireNonNull(blockedBy, "blockedBy");
        Objects.requireNonNull(exit, "exit");
        Objects.requireNonNull(verdict, "verdict");
    }
}
