package io.cloudtik.provider.simulated.cloud;

import java.time.Duration;
import java.util.SplittableRandom;

/** All chance of one cloud: the same seed and the same questions have the same answers. */
final class Chance {

    private final SplittableRandom random;

    Chance(long seed) {
        this.random = new SplittableRandom(seed);
    }

    boolean happens(Fault fault, Weather weather) {
        double odds = weather.of(fault);
        // Without a draw where there is no doubt: a calm stretch of a run leaves the rest of it as it was.
        return odds > 0 && random.nextDouble() < odds;
    }

    /** From zero to below the bound. */
    int number(int bound) {
        return random.nextInt(bound);
    }

    Duration between(Duration least, Duration most) {
        long span = most.minus(least).toMillis();
        return span <= 0 ? least : least.plusMillis(random.nextLong(span + 1));
    }

    /** More often little than much: half of all draws are below a quarter of the most. */
    Duration upTo(Duration most) {
        double share = random.nextDouble();
        return Duration.ofMillis((long) (most.toMillis() * share * share));
    }
}
