package io.cloudtik.core.time;

import io.cloudtik.api.problem.Secret;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Ids that are different from each other and the same in each run. */
public final class CountingIds implements Ids {

    private final AtomicLong count = new AtomicLong();

    @Override
    public String uuid() {
        return new UUID(0, count.incrementAndGet()).toString();
    }

    @Override
    public Secret secret() {
        return Secret.of("secret-" + count.incrementAndGet());
    }
}
