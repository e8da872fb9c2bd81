package io.cloudtik.core.cluster;

import io.cloudtik.api.model.node.DrainStatus;
import io.cloudtik.api.model.node.Heartbeat;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which nodes go first when there are too many, and when one that gives its work away has done so. Pure. */
final class Drainage {

    /** A beat comes each second. */
    private static final Duration QUIET = Duration.ofSeconds(5);

    /**
     * Those that do nothing yet, then those that are silent, then those without work, then the youngest: the oldest have the
     * longest memory, and a cluster that grows and shrinks by one wears out one slot only.
     */
    static final Comparator<SlotView> LEAST_NEEDED_FIRST = Comparator.comparing(Drainage::works)
            .thenComparing(view -> view.silentFor().compareTo(QUIET) < 0)
            .thenComparing(view -> !isIdle(view))
            .thenComparing(view -> view.slot().number(), Comparator.reverseOrder());

    private Drainage() {}

    /** Whether the node has anything to give away, and can still be asked to. */
    static boolean isWorthIt(SlotView view, Deadlines deadlines) {
        return works(view) && view.isRunning() && !isSilent(view, deadlines);
    }

    /** Why a draining node is to be ended now; empty as long as it is not. */
    static Optional<String> endOf(SlotView view, Deadlines deadlines) {
        // Not at the first suspicion: a container that is started again goes on with the drain, and what is not yet given
        // away would be lost.
        if (view.silentFor().compareTo(deadlines.death()) > 0) {
            return Optional.of("silent for " + view.silentFor().toSeconds() + " s while it drained");
        }
        if (view.inPhase().compareTo(deadlines.drain()) > 0) {
            return Optional.of("not drained within " + deadlines.drain().toMinutes() + " min");
        }
        return status(view).flatMap(status -> switch (status.state()) {
            case DRAINING -> Optional.empty();
            case DRAINED -> Optional.of("drained in " + view.inPhase().toSeconds() + " s");
            case FAILED -> Optional.of("not drained: " + status.detail());
        });
    }

    /** How long it may go on draining at most. */
    static Duration left(SlotView view, Deadlines deadlines) {
        Duration drain = deadlines.drain().minus(view.inPhase());
        Duration silence = deadlines.death().minus(view.silentFor());
        return isSilent(view, deadlines) && silence.compareTo(drain) < 0 ? silence : drain;
    }

    /** What a draining node is at, for people. */
    static String activity(SlotView view) {
        return status(view).map(DrainStatus::detail).filter(detail -> !detail.isEmpty()).orElse("it is being told");
    }

    private static Optional<DrainStatus> status(SlotView view) {
        return view.sighting().flatMap(Sighting::heartbeat).flatMap(Heartbeat::drain);
    }

    private static boolean works(SlotView view) {
        return view.slot().phase() == NodeSlot.Phase.SET_UP
                && view.sighting().flatMap(Sighting::heartbeat).map(beat -> !beat.services().isEmpty()).orElse(false);
    }

    /** A service said so, and none said otherwise. */
    private static boolean isIdle(SlotView view) {
        List<Boolean> told = view.sighting()
                .flatMap(Sighting::heartbeat)
                .map(beat -> beat.services().stream().flatMap(service -> service.busy().stream()).toList())
                .orElse(List.of());
        return !told.isEmpty() && !told.contains(true);
    }

    static boolean isSilent(SlotView view, Deadlines deadlines) {
        return view.silentFor().compareTo(deadlines.suspicion()) > 0;
    }
}
