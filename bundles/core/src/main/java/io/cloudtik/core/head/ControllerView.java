package io.cloudtik.core.head;

import io.cloudtik.api.control.DebugStatus;
import io.cloudtik.core.cluster.ClusterReconciler;
import io.cloudtik.core.cluster.ControllerMemory;
import io.cloudtik.core.cluster.NodeSlot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The controller's own view of its cluster, nothing smoothed. */
final class ControllerView {

    private final String version;
    private final long epoch;
    private final ControllerMemory memory;
    private final WorkerRequests requests;
    private final RuntimeWishes runtimeWishes;

    ControllerView(
            String version, long epoch, ControllerMemory memory, WorkerRequests requests, RuntimeWishes runtimeWishes) {
        this.version = version;
        this.epoch = epoch;
        this.memory = memory;
        this.requests = requests;
        this.runtimeWishes = runtimeWishes;
    }

    /** @param trouble why nothing is changed for now; empty if all is well */
    DebugStatus debug(WorkerScope scope, LastSeen seen, String trouble) {
        Optional<ClusterReconciler.Pass> lastPass = seen.pass();
        Map<String, Integer> wanted = new TreeMap<>();
        scope.spec().workerTypes().forEach(type -> wanted.put(type.name().value(), type.minWorkers()));
        return new DebugStatus(
                version, epoch, seen.sincePass(), trouble, wanted, requests.holding(scope.file()), runtimeWishes.stopped(),
                lastPass.stream()
                        .flatMap(pass -> pass.observation().slots().stream())
                        .map(view -> slot(view.slot()))
                        .toList(),
                lastPass.map(pass -> pass.plan().waits()).orElse(List.of()));
    }

    private DebugStatus.Slot slot(NodeSlot slot) {
        return new DebugStatus.Slot(
                slot.number(), slot.node().value(), slot.type().value(), slot.phase().name(), slot.attempt(),
                slot.cloudId(), slot.failures(), slot.reason(), memory.activity(slot.number()));
    }
}
