package io.cloudtik.api.control;

import java.util.List;
import java.util.Objects;

/**
 * What this version decides from what an earlier decision was made from.
 *
 * @param version which decided again
 * @param differences what it decides otherwise, a line each; empty if it decides the same
 */
public record Replay(Decision decision, String version, List<String> differences) {

    public Replay {
        Objects.requireNonNull(decision, "decision");
        Objects.requireNonNull(version, "version");
        differences = List.copyOf(differences);
    }

    public boolean isSame() {
        return differences.isEmpty();
    }
}
