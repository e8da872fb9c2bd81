package io.cloudtik.api.model.node;

import io.cloudtik.api.model.TextValue;
import java.util.regex.Pattern;

/** The name of a node type, such as {@code head.default} or {@code worker.default}. */
public record NodeTypeName(String value) implements TextValue, Comparable<NodeTypeName> {

    private static final Pattern GRAMMAR = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    public NodeTypeName {
        if (value == null || !GRAMMAR.matcher(value).matches()) {
            throw new IllegalArgumentException("'" + value + "' is no node type name: write 1 to 63 letters, digits, dots, hyphens and underscores");
        }
    }

    @Override
    public int compareTo(NodeTypeName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
