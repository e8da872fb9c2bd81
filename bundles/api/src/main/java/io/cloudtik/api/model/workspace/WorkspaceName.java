package io.cloudtik.api.model.workspace;

import io.cloudtik.api.model.TextValue;
import java.util.regex.Pattern;

/** The name of a workspace, short enough to be part of every cloud's resource names. */
public record WorkspaceName(String value) implements TextValue, Comparable<WorkspaceName> {

    private static final Pattern GRAMMAR = Pattern.compile("[a-z][a-z0-9-]{0,30}[a-z0-9]|[a-z]");

    public WorkspaceName {
        if (value == null || !GRAMMAR.matcher(value).matches()) {
            throw new IllegalArgumentException("'" + value + "' is no workspace name: write 1 to 32 small letters, digits and hyphens, beginning with a letter");
        }
    }

    @Override
    public int compareTo(WorkspaceName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
