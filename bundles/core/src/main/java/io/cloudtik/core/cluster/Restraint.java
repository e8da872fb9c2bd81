package io.cloudtik.core.cluster;

import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.spi.provider.Offering;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What holds a plan back at one instant: experience with the provider, and limits of what a controller may do to a cluster.
 *
 * @param freeze why nothing at all may be changed now; empty if it may
 * @param choices the ways to have nodes of a type, by its name, the best first; a type that is absent has one that is open
 * @param refused slots whose present attempt was refused for want of room, so that no machine of it exists
 * @param paused slots for which nothing is launched
 * @param allowance how many machines that may still live may be given up now
 */
public record Restraint(
        Optional<String> freeze,
        Map<String, List<Choice>> choices,
        Set<Integer> refused,
        Map<Integer, Pause> paused,
        Allowance allowance) {

    /** Nothing does. */
    public static final Restraint NONE =
            new Restraint(Optional.empty(), Map.of(), Set.of(), Map.of(), Allowance.UNLIMITED);

    private static final Choice OPEN = new Choice(Offering.ANY, Duration.ZERO, "");

    /**
     * An offering, and whether to ask for it.
     *
     * @param closedFor how long not; zero if it may be asked for
     * @param reason what the provider said when it was asked last; empty if it may be asked for
     */
    public record Choice(Offering offering, Duration closedFor, String reason) {

        public Choice {
            Objects.requireNonNull(offering, "offering");
            Objects.requireNonNull(closedFor, "closedFor");
            Objects.requireNonNull(reason, "reason");
        }

        boolean isOpen() {
            return closedFor.isZero();
        }
    }

    /**
     * A time in which nothing is launched for a slot.
     *
     * @param left of it
     */
    public record Pause(String why, Duration left) {

        static final String OVER = "machines are launched for it again";

        public Pause {
            Objects.requireNonNull(why, "why");
            Objects.requireNonNull(left, "left");
        }

        /** With how long. */
        public String text() {
            return why + "; nothing is launched for it for " + Waits.seconds(left);
        }
    }

    /**
     * @param left so many now
     * @param nextIn when there will be one more
     */
    public record Allowance(int left, Duration nextIn) {

        static final Allowance UNLIMITED = new Allowance(Integer.MAX_VALUE, Duration.ZERO);

        public Allowance {
            Objects.requireNonNull(nextIn, "nextIn");
        }
    }

    public Restraint {
        Objects.requireNonNull(freeze, "freeze");
        choices = Map.copyOf(choices);
        refused = Set.copyOf(refused);
        paused = Map.copyOf(paused);
        Objects.requireNonNull(allowance, "allowance");
    }

    private List<Choice> of(NodeTypeName type) {
        return choices.getOrDefault(type.value(), List.of(OPEN));
    }

    /** Whether any offering of a type may be asked for. */
    public boolean hasRoomFor(NodeTypeName type) {
        return open(type).isPresent();
    }

    /** The best offering of a type that may be asked for; empty if none may. */
    Optional<Offering> open(NodeTypeName type) {
        return of(type).stream().filter(Choice::isOpen).map(Choice::offering).findFirst();
    }

    /** The same, another one than that with which something went wrong, if there is any. */
    Optional<Offering> openBeside(NodeTypeName type, Offering bad) {
        return of(type).stream()
                .filter(choice -> choice.isOpen() && !choice.offering().equals(bad))
                .map(Choice::offering)
                .findFirst()
                .or(() -> open(type));
    }

    /** Why nothing is launched for a slot, and until when; empty if something may be. */
    Optional<Pause> pause(NodeSlot slot) {
        return Optional.ofNullable(paused.get(slot.number()));
    }

    /** What the provider says of a type that cannot be had now, and when it is asked again. */
    Choice shortage(NodeTypeName type) {
        return of(type).stream().min(Comparator.comparing(Choice::closedFor)).orElse(OPEN);
    }
}
