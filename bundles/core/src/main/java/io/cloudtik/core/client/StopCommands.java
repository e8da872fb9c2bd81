package io.cloudtik.core.client;

import io.cloudtik.api.control.Progress;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.cluster.ClusterUuid;
import io.cloudtik.api.model.cluster.NodeTypeSpec;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeIdentity;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.NodeTags;
import io.cloudtik.core.bootstrap.NodeBootstrapper;
import io.cloudtik.core.bootstrap.NodeDelivery;
import io.cloudtik.core.bootstrap.NodeJava;
import io.cloudtik.core.cluster.SlotNames;
import io.cloudtik.core.files.FileSet;
import io.cloudtik.core.stage.NodeStages;
import io.cloudtik.core.stage.Stage;
import io.cloudtik.core.stage.StageEnvironment;
import io.cloudtik.core.time.Scheduler;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * The user's stop commands on the nodes of a cluster that goes down: the workers' first, then the head's. One that fails is
 * told, and keeps no machine.
 */
final class StopCommands {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int AT_ONCE = 8;

    private final ClusterScope scope;
    private final ClusterUuid uuid;
    private final Progress progress;
    private final NodeBootstrapper bootstrapper;

    StopCommands(ClusterScope scope, ClusterUuid uuid, Progress progress) {
        this.scope = scope;
        this.uuid = uuid;
        this.progress = progress;
        this.bootstrapper = new NodeBootstrapper(
                scope.around().executors(), scope.around().installation().distribution(), scope.home().privateKey(),
                scope.home().knownHosts(), scope.around().time());
    }

    void run() throws InterruptedException {
        if (scope.spec().nodeTypes().stream().allMatch(type -> type.commands().stop().isEmpty())) {
            return;
        }
        List<CloudNode> machines = scope.machines(uuid).stream()
                .filter(machine -> machine.state() == CloudNode.State.RUNNING)
                .toList();
        String head = machines.stream()
                .filter(machine -> SlotNames.isOfKind(machine, NodeKind.HEAD))
                .map(CloudNode::address)
                .findFirst()
                .orElse("");
        for (NodeKind kind : List.of(NodeKind.WORKER, NodeKind.HEAD)) {
            runOn(machines.stream().filter(machine -> SlotNames.isOfKind(machine, kind)).toList(), kind, head);
        }
    }

    private void runOn(List<CloudNode> machines, NodeKind kind, String head) throws InterruptedException {
        CountDownLatch left = new CountDownLatch(machines.size());
        try (Scheduler.Pool pool = scope.around().scheduler().pool("stop-commands", AT_ONCE)) {
            machines.forEach(machine -> pool.execute(() -> {
                try {
                    runOn(machine, kind, head);
                } finally {
                    left.countDown();
                }
            }));
            left.await();
        }
    }

    private void runOn(CloudNode machine, NodeKind kind, String head) {
        ClusterSpec spec = scope.spec();
        Optional<NodeTypeSpec> type = spec.nodeTypes().stream()
                .filter(candidate -> candidate.name().value().equals(machine.tags().get(NodeTags.NODE_TYPE)))
                .findFirst();
        String node = machine.tags().getOrDefault(NodeTags.NODE_ID, machine.id());
        if (type.isEmpty() || type.get().commands().stop().isEmpty()) {
            return;
        }
        NodeIdentity identity = new NodeIdentity(
                new NodeId(node), kind, type.get().name(), machine.address(), head, spec.workspace(), spec.name(), uuid,
                type.get().resources());
        NodeStages stages = NodeStages.of(spec, type.get().name(), "", "");
        NodeDelivery delivery = new NodeDelivery(
                node, kind, () -> scope.nodes().access(machine), stages,
                StageEnvironment.of(spec, identity, SlotNames.slot(machine)), spec.retries(), FileSet.EMPTY, List.of(),
                NodeJava.of(spec.java(), Set.of()));
        try {
            bootstrapper.stop(delivery, PATIENCE, text -> progress.activity(node, text));
            progress.step(node, "its " + stages.steps(Stage.STOP).size() + " stop commands ran");
        } catch (PlatformException e) {
            progress.step(node, "it ends although " + e.getMessage());
        } finally {
            progress.activity(node, "");
        }
    }
}
