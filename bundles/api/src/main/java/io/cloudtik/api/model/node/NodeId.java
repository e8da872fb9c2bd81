package io.cloudtik.api.model.node;

import io.cloudtik.api.model.TextValue;
import java.util.regex.Pattern;

/** The identity of one node, derived from its cluster, slot and attempt; never used again for another machine. */
public record NodeId(String value) implements TextValue, Comparable<NodeId> {

    private static final Pattern GRAMMAR = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    public NodeId {
        if (value == null || !GRAMMAR.matcher(value).matches()) {
            throw new IllegalArgumentException("'" + value + "' is no node id: 1 to 63 small letters, digits and hyphens, beginning with a letter");
        }
    }

    @Override
    public int compareTo(NodeId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
