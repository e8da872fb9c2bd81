package io.cloudtik.core.cluster;

import io.cloudtik.api.spi.provider.CloudNode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A cluster's nodes of one kind at one instant: the provider's listing was read first, the records after it, and what is
 * in flight is part of it.
 *
 * @param slots in the order of their numbers
 * @param strangers living machines with our uuid that no slot's current attempt accounts for
 * @param foreign living machines with our cluster's name and another uuid, or with the tags of a node that has another machine:
 *     reported, never touched
 * @param restraint what was learnt that holds a plan back
 */
public record ClusterObservation(
        Instant at, List<SlotView> slots, List<CloudNode> strangers, List<CloudNode> foreign, Restraint restraint) {

    public ClusterObservation {
        slots = List.copyOf(slots);
        strangers = List.copyOf(strangers);
        foreign = List.copyOf(foreign);
        Objects.requireNonNull(restraint, "restraint");
    }

    /** One in which nothing holds a plan back. */
    public ClusterObservation(
            Instant at, List<SlotView> slots, List<CloudNode> strangers, List<CloudNode> foreign) {
        this(at, slots, strangers, foreign, Restraint.NONE);
    }

    ClusterObservation forRecord() {
        return new ClusterObservation(at, slots.stream().map(SlotView::forRecord).toList(), strangers, foreign, restraint);
    }
}
