package io.cloudtik.core.cluster;

import io.cloudtik.api.spi.provider.CloudNode;
import java.time.Instant;
import java.util.List;

/**
 * A cluster's nodes of one kind at one instant: the provider's listing was read first, the records after it, and what is
 * in flight is part of it.
 *
 * @param slots in the order of their numbers
 * @param strangers living machines with our uuid that no slot's current attempt accounts for
 * @param foreign living machines with our cluster's name and another uuid: reported, never touched
 */
public record ClusterObservation(
        Instant at, List<SlotView> slots, List<CloudNode> strangers, List<CloudNode> foreign) {

    public ClusterObservation {
        slots = List.copyOf(slots);
        strangers = List.copyOf(strangers);
        foreign = List.copyOf(foreign);
    }
}
