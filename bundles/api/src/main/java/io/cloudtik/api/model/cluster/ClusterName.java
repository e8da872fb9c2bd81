package io.cloudtik.api.model.cluster;

import io.cloudtik.api.model.TextValue;
import java.util.regex.Pattern;

/** The name of a cluster, unique in its workspace. */
public record ClusterName(String value) implements TextValue, Comparable<ClusterName> {

    private static final Pattern GRAMMAR = Pattern.compile("[a-z][a-z0-9-]{0,30}[a-z0-9]|[a-z]");

    public ClusterName {
        if (value == null || !GRAMMAR.matcher(value).matches()) {
            throw new IllegalArgumentException("'" + value + "' is no cluster name: write 1 to 32 small letters, digits and hyphens, beginning with a letter");
        }
    }

    @Override
    public int compareTo(ClusterName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
