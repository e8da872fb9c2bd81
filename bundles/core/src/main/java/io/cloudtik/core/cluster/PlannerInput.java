package io.cloudtik.core.cluster;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import java.util.Objects;

/**
 * All that a plan is made from: the same input has the same plan, today and when it is read from a record.
 *
 * @param form of this record; a change that an older reader would misread gives it the next number
 * @param adoptOnly why machines are only taken back, and nothing is launched or ended; empty if it is
 */
public record PlannerInput(
        int form, WantedNodes wanted, Deadlines deadlines, ClusterObservation seen, String adoptOnly) {

    /** The form in which this version records. */
    public static final int FORM = 1;

    public PlannerInput {
        if (form < 1 || form > FORM) {
            throw new PlatformException(Kind.INVALID, "a decision was recorded in form " + form + ", and this version reads up to "
                    + FORM);
        }
        Objects.requireNonNull(wanted, "wanted");
        Objects.requireNonNull(deadlines, "deadlines");
        Objects.requireNonNull(seen, "seen");
        Objects.requireNonNull(adoptOnly, "adoptOnly");
    }

    static PlannerInput of(WantedNodes wanted, Deadlines deadlines, ClusterObservation seen) {
        return new PlannerInput(FORM, wanted, deadlines, seen, "");
    }

    /** Without what changes with each beat and decides nothing: it would be most of the record. */
    public PlannerInput forRecord() {
        return new PlannerInput(form, wanted, deadlines, seen.forRecord(), adoptOnly);
    }

    PlannerInput adoptOnly(String reason) {
        return new PlannerInput(form, wanted, deadlines, seen, reason);
    }
}
