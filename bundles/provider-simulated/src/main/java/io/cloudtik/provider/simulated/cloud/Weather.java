package io.cloudtik.provider.simulated.cloud;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * How often things go wrong now.
 *
 * @param odds of each fault, from 0 to 1; one that is absent never happens
 * @param longestLag by which a listing is behind the truth, drawn for each machine
 * @param longestAnswer of a call that is slow
 */
public record Weather(Map<Fault, Double> odds, Duration longestLag, Duration longestAnswer) {

    /** Nothing goes wrong. */
    public static final Weather CALM = new Weather(Map.of(), Duration.ZERO, Duration.ZERO);

    /** A bad day: every fault is common, none is certain. */
    public static final Weather ROUGH = rough();

    public Weather {
        Objects.requireNonNull(longestLag, "longestLag");
        Objects.requireNonNull(longestAnswer, "longestAnswer");
        // Sorted, so that a weather is told in the same words each time.
        odds = Collections.unmodifiableMap(new TreeMap<>(odds));
        odds.forEach((fault, chance) -> {
            if (!(chance >= 0 && chance <= 1)) {
                throw new IllegalArgumentException("the odds of " + fault.word() + " are " + chance + ", not from 0 to 1");
            }
        });
    }

    public double of(Fault fault) {
        return odds.getOrDefault(fault, 0.0);
    }

    /** The same with other odds for one fault. */
    public Weather with(Fault fault, double chance) {
        return with(Map.of(fault, chance));
    }

    /** The same with other odds for some faults. */
    public Weather with(Map<Fault, Double> others) {
        Map<Fault, Double> all = new EnumMap<>(Fault.class);
        all.putAll(odds);
        all.putAll(others);
        return new Weather(all, longestLag, longestAnswer);
    }

    /** The same with listings that are behind by up to this. */
    public Weather lagging(Duration longest) {
        return new Weather(odds, longest, longestAnswer);
    }

    private static Weather rough() {
        Map<Fault, Double> odds = new EnumMap<>(Fault.class);
        odds.put(Fault.LOST_REQUEST, 0.05);
        odds.put(Fault.LOST_REPLY, 0.10);
        odds.put(Fault.MALFORMED_REPLY, 0.02);
        odds.put(Fault.THROTTLED, 0.10);
        odds.put(Fault.UNAVAILABLE, 0.03);
        odds.put(Fault.UNAUTHORIZED, 0.01);
        odds.put(Fault.SLOW, 0.05);
        odds.put(Fault.PARTIAL_BATCH, 0.05);
        odds.put(Fault.EMPTY_LISTING, 0.01);
        odds.put(Fault.MISSING_PAGE, 0.03);
        odds.put(Fault.INCOMPLETE_LISTING, 0.03);
        odds.put(Fault.NO_ROOM, 0.05);
        odds.put(Fault.NEVER_RUNS, 0.03);
        odds.put(Fault.NEVER_REACHABLE, 0.05);
        odds.put(Fault.SPOT_LOSS, 0.20);
        odds.put(Fault.SPOT_NOTICE, 0.20);
        odds.put(Fault.EXTERNAL_DELETION, 0.05);
        odds.put(Fault.SLOW_END, 0.05);
        return new Weather(odds, Duration.ofSeconds(60), Duration.ofSeconds(40));
    }
}
