package io.cloudtik.core.orphan;

import java.util.Set;

/**
 * What a living head says of its machines.
 *
 * @param known the provider's identifiers of those it knows, and the ids of their nodes
 * @param trouble why it cannot be asked; empty if it answered
 */
public record HeadAnswer(Set<String> known, String trouble) {

    public HeadAnswer {
        known = Set.copyOf(known);
    }

    public static HeadAnswer none(String trouble) {
        return new HeadAnswer(Set.of(), trouble);
    }

    boolean isGiven() {
        return trouble.isEmpty();
    }

    boolean knows(OurTags tags) {
        return known.contains(tags.machine().id()) || known.contains(tags.node());
    }
}
