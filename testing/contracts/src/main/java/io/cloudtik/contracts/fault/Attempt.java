package io.cloudtik.contracts.fault;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What came of one call under a fault.
 *
 * @param answer what it returned; empty if it failed or returns nothing
 * @param failure what it threw; empty if it did not
 * @param interrupted whether its thread bore the mark of an interruption when it was over
 */
record Attempt(Optional<Object> answer, Optional<Throwable> failure, boolean interrupted) {

    boolean succeeded() {
        return failure.isEmpty();
    }

    /** The kind of its failure, which must be one of these; and a message, and no secret of the other side's making. */
    Kind failedWith(Set<Kind> allowed) {
        Throwable thrown = failure.orElseThrow(() -> new AssertionError(
                "the call succeeded and answered " + answer.map(Object::toString).orElse("nothing") + "; it should fail with "
                        + allowed));
        if (!(thrown instanceof PlatformException refused)) {
            throw new AssertionError("a foreign exception crossed the border: " + thrown, thrown);
        }
        if (!allowed.contains(refused.kind())) {
            throw new AssertionError("it failed with " + refused.kind() + ", not with " + allowed + ": " + refused.getMessage(), refused);
        }
        if (refused.getMessage().isBlank()) {
            throw new AssertionError("the failure of kind " + refused.kind() + " says nothing", refused);
        }
        return refused.kind();
    }

    Kind failedWith(Kind first, Kind... others) {
        return failedWith(EnumSet.of(first, others));
    }
}
