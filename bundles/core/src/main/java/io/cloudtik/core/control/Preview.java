package io.cloudtik.core.control;

import io.cloudtik.api.control.PlannedAction;
import java.util.List;

/** What a head would do if it were told another specification. */
public record Preview(List<PlannedAction> actions) {}
