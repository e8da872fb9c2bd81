package io.cloudtik.provider.simulated;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.provider.simulated.cloud.Delay;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Answers that come as late as they say. */
final class RealDelay implements Delay {

    @Override
    public void pass(Duration time) {
        try {
            // Nobody counts it down: it is a wait that an interrupt ends.
            if (new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("a latch that nobody counts down was open");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException(Kind.UNKNOWN, "waiting for the simulated cloud was interrupted", e);
        }
    }
}
