package io.cloudtik.core.simulation;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** The chance of one world. */
final class Dice {

    private final SplittableRandom random;

    Dice(long seed) {
        this.random = new SplittableRandom(seed * 7_919 + 17);
    }

    boolean happens(double odds) {
        return odds > 0 && random.nextDouble() < odds;
    }

    int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    Duration between(Duration least, Duration most) {
        return least.plusMillis(random.nextLong(most.minus(least).toMillis() + 1));
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
