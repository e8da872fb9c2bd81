package io.cloudtik.provider.simulated.cloud;

import java.time.Duration;
import java.time.Instant;

/** Draws what becomes of a new machine. */
final class Fates {

    private static final Duration LEAST_BOOT = Duration.ofSeconds(5);
    private static final Duration LONGEST_BOOT = Duration.ofSeconds(40);
    private static final Duration LEAST_END = Duration.ofSeconds(2);
    private static final Duration LONGEST_END = Duration.ofSeconds(30);
    private static final Duration SLOW_END = Duration.ofMinutes(10);
    private static final Duration NOTICE = Duration.ofMinutes(2);
    private static final Duration SOONEST_LOSS = Duration.ofSeconds(30);
    private static final Duration LATEST_LOSS = Duration.ofMinutes(15);

    private final Chance chance;

    Fates(Chance chance) {
        this.chance = chance;
    }

    Fate draw(Instant now, Weather weather) {
        return new Fate(
                chance.happens(Fault.NEVER_RUNS, weather) ? Instant.MAX : now.plus(chance.between(LEAST_BOOT, LONGEST_BOOT)),
                !chance.happens(Fault.NEVER_REACHABLE, weather),
                chance.upTo(weather.longestLag()),
                chance.happens(Fault.SLOW_END, weather) ? SLOW_END : chance.between(LEAST_END, LONGEST_END));
    }

    /** The machine with what will befall it. */
    Machine befall(Machine machine, Instant now, Weather weather) {
        Machine fated = machine;
        if (machine.offering().spot() && chance.happens(Fault.SPOT_LOSS, weather)) {
            Instant at = someTime(now);
            fated = machine.doomed(at, at, "reclaimed by the cloud without notice");
        } else if (machine.offering().spot() && chance.happens(Fault.SPOT_NOTICE, weather)) {
            Instant at = someTime(now).plus(NOTICE);
            fated = machine.doomed(at.minus(NOTICE), at, "to be reclaimed by the cloud");
        }
        if (chance.happens(Fault.EXTERNAL_DELETION, weather)) {
            Instant at = someTime(now);
            fated = fated.isAliveAt(at) ? fated.doomed(at, at, "ended by somebody else") : fated;
        }
        return fated;
    }

    private Instant someTime(Instant now) {
        return now.plus(chance.between(SOONEST_LOSS, LATEST_LOSS));
    }
}
