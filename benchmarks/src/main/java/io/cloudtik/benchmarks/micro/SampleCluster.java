package io.cloudtik.benchmarks.micro;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.model.cluster.AuthSpec;
import io.cloudtik.api.model.cluster.ClusterEvent;
import io.cloudtik.api.model.cluster.ClusterName;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.cluster.ClusterStatus;
import io.cloudtik.api.model.cluster.ClusterUuid;
import io.cloudtik.api.model.cluster.NodeTypeSpec;
import io.cloudtik.api.model.node.Heartbeat;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeState;
import io.cloudtik.api.model.node.NodeStatus;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.node.Resources;
import io.cloudtik.api.model.node.ServiceState;
import io.cloudtik.api.model.node.ServiceStatus;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.core.cluster.NodeSlot;
import io.cloudtik.core.cluster.SlotNames;
import io.cloudtik.core.stage.SetUpMark;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A cluster of a given size in which all is well: every worker was launched, set up and beats. */
final class SampleCluster {

    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private static final NodeTypeName WORKER = new NodeTypeName("worker.default");
    private static final Resources RESOURCES = Resources.of(4, DataSize.ofGibibytes(16));

    private final ClusterSpec spec;
    private final SlotNames names;
    private final int workers;

    SampleCluster(int workers) {
        this.workers = workers;
        this.spec = new ClusterSpec(
                new WorkspaceName("lab"), new ClusterName("demo"), "sample", Settings.empty(), AuthSpec.DEFAULT,
                List.of(
                        new NodeTypeSpec(
                                new NodeTypeName("head.default"), NodeKind.HEAD, 0, 0, Optional.empty(), Settings.empty()),
                        new NodeTypeSpec(
                                WORKER, NodeKind.WORKER, workers, workers, Optional.of(RESOURCES), Settings.empty())),
                workers, List.of(), Settings.empty());
        this.names = new SlotNames(spec, new ClusterUuid("11111111-2222-3333-4444-555555555555"));
    }

    ClusterSpec spec() {
        return spec;
    }

    SlotNames names() {
        return names;
    }

    List<NodeSlot> slots() {
        return IntStream.rangeClosed(1, workers).mapToObj(this::slot).toList();
    }

    List<CloudNode> machines() {
        return slots().stream()
                .map(slot -> new CloudNode(
                        slot.cloudId(), CloudNode.State.RUNNING, address(slot.number()), names.tags(slot, 1), NOW, ""))
                .toList();
    }

    List<Heartbeat> heartbeats() {
        return slots().stream().map(slot -> heartbeat(slot, 1)).toList();
    }

    Heartbeat heartbeat(NodeSlot slot, long sequence) {
        return new Heartbeat(
                slot.node(), "0f8fad5b-d9cb-469f-a165-70867728950e", sequence, RESOURCES, "a3f5c1d2e4b60718", services(), "",
                Optional.empty(), Map.of("cpu_percent", 12.5, "memory_used_bytes", 3.2e9, "disk_used_bytes", 4.1e10));
    }

    ClusterStatus status() {
        return new ClusterStatus(
                spec.workspace(), spec.name(), Optional.of(names.uuid()), ClusterStatus.Phase.READY, "", NOW,
                slots().stream().map(this::nodeStatus).toList(),
                List.of(),
                Map.of("spark-master", "http://127.77.1.1:8080", "spark-history", "http://127.77.1.1:18080"),
                List.of(),
                IntStream.range(0, 20)
                        .mapToObj(i -> new ClusterEvent(NOW, "NODE_READY", "demo-worker-" + i, "serves"))
                        .toList());
    }

    private NodeStatus nodeStatus(NodeSlot slot) {
        return new NodeStatus(
                slot.node(), NodeKind.WORKER, WORKER, NodeState.READY, address(slot.number()), "", "", Optional.of(NOW),
                Optional.of(RESOURCES), services(), Map.of("cpu_percent", 12.5, "memory_used_bytes", 3.2e9));
    }

    private NodeSlot slot(int number) {
        NodeSlot planned = names.planned(NodeKind.WORKER, spec.nodeType(WORKER), number, 1, "");
        return new NodeSlot(
                number, planned.kind(), planned.type(), 1, NodeSlot.Phase.SET_UP, planned.node(), planned.token(),
                planned.launchedWith(), "machine-" + number, 0, 0, "", SetUpMark.UNKNOWN);
    }

    private static List<ServiceStatus> services() {
        return List.of(new ServiceStatus("spark-worker", "spark", ServiceState.HEALTHY, "", 4711, 0));
    }

    private static String address(int number) {
        return "10.0." + number / 250 + "." + (number % 250 + 1);
    }
}
