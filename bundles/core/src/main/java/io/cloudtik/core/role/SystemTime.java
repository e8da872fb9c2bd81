package io.cloudtik.core.role;

import io.cloudtik.core.time.Time;
import java.time.Duration;
import java.time.Instant;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The machine's clocks. */
@Component
public final class SystemTime implements Time {

    @Activate
    public SystemTime() {
        // Nothing to set up; SCR wants a public constructor.
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public Duration monotonic() {
        return Duration.ofNanos(System.nanoTime());
    }

    @Override
    public void await(Duration delay) throws InterruptedException {
        Thread.sleep(delay.toMillis());
    }
}
