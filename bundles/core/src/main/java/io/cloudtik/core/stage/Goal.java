package io.cloudtik.core.stage;

import java.util.Objects;

/**
 * What a node is to have come to.
 *
 * @param mark what it is to be set up with
 * @param startKey of the last of its start commands; empty if there are none
 */
public record Goal(SetUpMark mark, String startKey) {

    public Goal {
        Objects.requireNonNull(mark, "mark");
        Objects.requireNonNull(startKey, "startKey");
    }
}
