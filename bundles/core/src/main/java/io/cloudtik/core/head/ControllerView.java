package io.cloudtik.core.head;

import io.cloudtik.api.control.DebugStatus;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.core.cluster.ClusterReconciler;
import io.cloudtik.core.cluster.ControllerMemory;
import io.cloudtik.core.cluster.NodeSlot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The controller's own view of its cluster, nothing smoothed. */
final class ControllerView {

    private final String version;
    private final long epoch;
    private final ControllerMemory memory;

    ControllerView(String version, long epoch, ControllerMemory memory) {
        this.version = version;
        this.epoch = epoch;
        this.memory = memory;
    }

    DebugStatus debug(
            ClusterSpec spec,
            Map<String, Integer> requested,
            Map<String, List<String>> stopped,
            Optional<ClusterReconciler.Pass> lastPass,
            Optional<Duration> sinceLastPass,
            String trouble) {
        Map<String, Integer> wanted = new TreeMap<>();
        spec.workerTypes().forEach(type -> wanted.put(type.name().value(), type.minWorkers()));
        return new DebugStatus(
                version, epoch, sinceLastPass, trouble, wanted, requested, stopped,
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
