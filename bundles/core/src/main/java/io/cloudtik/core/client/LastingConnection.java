package io.cloudtik.core.client;

import io.cloudtik.api.control.Progress;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.core.time.Time;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What is served over a connection to a cluster's head, and again after each loss: also while the head is replaced, as long
 * as there is the cluster and its head does not stay away. Not thread-safe.
 */
final class LastingConnection {

    /** Longer than it takes to notice that a head is lost and to start another by hand. */
    static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final Duration RETRY_DELAY = Duration.ofSeconds(2);

    /** Serves over one connection. */
    interface Serving {

        /**
         * Returns when the connection is lost.
         *
         * @param ready to be called once it serves
         */
        void serve(Runnable ready) throws InterruptedException;
    }

    private final String cluster;
    private final Time time;
    private final Progress progress;
    private boolean hasServed;
    private Optional<Duration> awaySince = Optional.empty();
    private String told = "";

    LastingConnection(String cluster, Time time, Progress progress) {
        this.cluster = cluster;
        this.time = time;
        this.progress = progress;
    }

    /**
     * Returns when the cluster is gone.
     *
     * @throws PlatformException if it cannot be served at all, or the head stays away for {@link #PATIENCE}
     */
    void keep(BooleanSupplier clusterIsThere, Serving serving) throws InterruptedException {
        while (true) {
            try {
                if (hasServed && !clusterIsThere.getAsBoolean()) {
                    return;
                }
                serving.serve(this::serves);
                isAway("the connection to the head was lost; it is made again");
            } catch (PlatformException e) {
                if (!hasServed || !mayPass(e.kind())) {
                    throw e;
                }
                isAway("waiting for the head: " + e.getMessage());
                giveUpAfterAWhile(e);
            }
            time.await(RETRY_DELAY);
        }
    }

    private void serves() {
        if (awaySince.isPresent()) {
            progress.step("", "connected to the head again");
        }
        hasServed = true;
        awaySince = Optional.empty();
        told = "";
    }

    /** Each reason is told once. */
    private void isAway(String reason) {
        if (awaySince.isEmpty()) {
            awaySince = Optional.of(time.monotonic());
        }
        if (!reason.equals(told)) {
            progress.step("", reason);
            told = reason;
        }
    }

    private void giveUpAfterAWhile(PlatformException last) {
        if (time.monotonic().minus(awaySince.orElseThrow()).compareTo(PATIENCE) >= 0) {
            throw new PlatformException(Kind.UNAVAILABLE,
                            "the head of cluster '" + cluster + "' has been away for " + PATIENCE.toMinutes() + " minutes: "
                                    + last.getMessage(), last)
                    .withRemedy("cloudtik start <cluster.yaml> replaces a head that is lost");
        }
    }

    /**
     * A head that is replaced is not there at first, then lets nobody in, then serves nothing yet. A port that somebody else
     * took meanwhile, or a wish that cannot be met, does not get better.
     */
    private static boolean mayPass(Kind kind) {
        return kind != Kind.CONFLICT && kind != Kind.INVALID && kind != Kind.INTERNAL;
    }
}
