package io.cloudtik.api.model.cluster;

import io.cloudtik.api.model.TextValue;
import java.util.regex.Pattern;

/** The identity of one life of a cluster: made at its first up, gone with its down. Two clusters of one name never share it. */
public record ClusterUuid(String value) implements TextValue, Comparable<ClusterUuid> {

    private static final Pattern GRAMMAR = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    public ClusterUuid {
        if (value == null || !GRAMMAR.matcher(value).matches()) {
            throw new IllegalArgumentException("'" + value + "' is no cluster uuid");
        }
    }

    @Override
    public int compareTo(ClusterUuid other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
