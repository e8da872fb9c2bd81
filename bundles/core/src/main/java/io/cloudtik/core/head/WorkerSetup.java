package io.cloudtik.core.head;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeIdentity;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.problem.Secret;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.NodeAccess;
import io.cloudtik.api.spi.state.StateAccount;
import io.cloudtik.api.spi.state.StateAddress;
import io.cloudtik.api.spi.state.StateBackend;
import io.cloudtik.core.bootstrap.JavaNeeds;
import io.cloudtik.core.bootstrap.NodeBootstrapper;
import io.cloudtik.core.bootstrap.NodeDelivery;
import io.cloudtik.core.bootstrap.NodeFile;
import io.cloudtik.core.bootstrap.NodeJava;
import io.cloudtik.core.cluster.DerivedSecrets;
import io.cloudtik.core.cluster.NodeSetup;
import io.cloudtik.core.cluster.NodeSlot;
import io.cloudtik.core.cluster.ProbeAnswer;
import io.cloudtik.core.control.ControlPlane;
import io.cloudtik.core.files.FileSet;
import io.cloudtik.core.stage.SetUpMark;
import io.cloudtik.core.stage.StageEnvironment;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/** Sets workers up from the head: an account for the shared state, the worker's files, and the bootstrap itself. */
final class WorkerSetup implements NodeSetup {

    private static final Duration STOP_TIME = Duration.ofMinutes(1);

    private final ClusterSpec spec;
    private final NodeIdentity head;
    private final StateAddress controllerAddress;
    private final DerivedSecrets secrets;
    private final StateBackend backend;
    private final RecordCodec codec;
    private final NodeBootstrapper bootstrapper;
    private final Function<CloudNode, NodeAccess> access;
    private final BiFunction<NodeSlot, CloudNode, Set<JavaNeeds.Range>> javas;
    private final Consumer<NodeId> reserve;
    private final WorkerWishes wishes;

    WorkerSetup(
            ClusterSpec spec,
            NodeIdentity head,
            StateAddress controllerAddress,
            DerivedSecrets secrets,
            StateBackend backend,
            RecordCodec codec,
            NodeBootstrapper bootstrapper,
            Function<CloudNode, NodeAccess> access,
            BiFunction<NodeSlot, CloudNode, Set<JavaNeeds.Range>> javas,
            Consumer<NodeId> reserve,
            WorkerWishes wishes) {
        this.spec = spec;
        this.head = head;
        this.controllerAddress = controllerAddress;
        this.secrets = secrets;
        this.backend = backend;
        this.codec = codec;
        this.bootstrapper = bootstrapper;
        this.access = access;
        this.javas = javas;
        this.reserve = reserve;
        this.wishes = wishes;
    }

    @Override
    public SetUpMark setUp(NodeSlot slot, CloudNode machine, Consumer<String> activity) {
        activity.accept("making its account");
        reserve.accept(slot.node());
        // Derived, so that setting a node up twice gives it the same and cuts nobody off.
        Secret password = secrets.of(slot.node().value());
        backend.grant(controllerAddress, new StateAccount(slot.node(), password));
        StateAddress address = new StateAddress(
                controllerAddress.clusterUuid(), controllerAddress.host(), controllerAddress.primaryPort(),
                controllerAddress.shardPorts(), slot.node().value(), password);
        NodeDelivery delivery = delivery(slot, machine, wishes.files(), List.of(
                new NodeFile(ControlPlane.IDENTITY_FILE, codec.encode(identity(slot, machine))),
                new NodeFile(ControlPlane.STATE_FILE, address.toProperties())));
        bootstrapper.bootstrap(delivery, activity);
        return delivery.stages().mark();
    }

    @Override
    public SetUpMark renew(NodeSlot slot, CloudNode machine, Consumer<String> activity) {
        NodeDelivery delivery = delivery(slot, machine, wishes.files(), List.of());
        bootstrapper.renew(delivery, activity);
        return delivery.stages().mark();
    }

    @Override
    public void start(NodeSlot slot, CloudNode machine, Consumer<String> activity) {
        bootstrapper.start(delivery(slot, machine, FileSet.EMPTY, List.of()), activity);
    }

    @Override
    public void stop(NodeSlot slot, CloudNode machine, Consumer<String> activity) {
        // A type that is wanted no more has no commands any more either.
        if (spec.workerTypes().stream().anyMatch(type -> type.name().equals(slot.type()))) {
            bootstrapper.stop(delivery(slot, machine, FileSet.EMPTY, List.of()), STOP_TIME, activity);
        }
    }

    private NodeDelivery delivery(NodeSlot slot, CloudNode machine, FileSet files, List<NodeFile> ownFiles) {
        return new NodeDelivery(
                slot.node().value(),
                NodeKind.WORKER,
                () -> access.apply(machine),
                wishes.stages(slot.type()),
                StageEnvironment.of(spec, identity(slot, machine), slot.number()),
                spec.retries(),
                files,
                ownFiles,
                NodeJava.of(spec.java(), javas.apply(slot, machine)));
    }

    private NodeIdentity identity(NodeSlot slot, CloudNode machine) {
        return new NodeIdentity(
                slot.node(), NodeKind.WORKER, slot.type(), machine.address(), head.address(), spec.workspace(),
                spec.name(), head.clusterUuid(), spec.nodeType(slot.type()).resources());
    }

    @Override
    public ProbeAnswer probe(NodeSlot slot, CloudNode machine) {
        return bootstrapper.probe(access.apply(machine));
    }
}
