package io.cloudtik.core.cluster;

import java.time.Duration;

/**
 * How long the planner waits before it draws a conclusion.
 *
 * @param launch for a machine to run; listings of clouds lag behind by up to five minutes
 * @param setUp for a machine to be set up, since its launch, however often that is tried
 * @param registration for a node that was set up to beat for the first time
 * @param suspicion of silence before the second path is asked
 * @param death of silence before a node is given up although the second path says it lives
 * @param drain for a node to give its work away, whatever its services' own drains take
 * @param mostFailures of setting up one machine before another is tried
 */
public record Deadlines(
        Duration launch,
        Duration setUp,
        Duration registration,
        Duration suspicion,
        Duration death,
        Duration drain,
        int mostFailures) {

    public static final Deadlines DEFAULT = new Deadlines(
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofSeconds(90),
            Duration.ofSeconds(10),
            Duration.ofMinutes(2),
            Duration.ofHours(1),
            3);
}
