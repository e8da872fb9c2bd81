package io.cloudtik.core.client;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.cluster.ClusterUuid;
import io.cloudtik.api.model.cluster.JavaSource;
import io.cloudtik.api.model.node.NodeIdentity;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.NodeAccess;
import io.cloudtik.api.spi.state.StateAddress;
import io.cloudtik.api.spi.state.StateBackend;
import io.cloudtik.core.bootstrap.JavaImage;
import io.cloudtik.core.bootstrap.JavaNeeds;
import io.cloudtik.core.bootstrap.NodeBootstrapper;
import io.cloudtik.core.bootstrap.NodeDelivery;
import io.cloudtik.core.bootstrap.NodeFile;
import io.cloudtik.core.bootstrap.NodeJava;
import io.cloudtik.core.cluster.NodeSetup;
import io.cloudtik.core.cluster.NodeSlot;
import io.cloudtik.core.cluster.ProbeAnswer;
import io.cloudtik.core.cluster.RuntimePlans;
import io.cloudtik.core.config.SecretValues;
import io.cloudtik.core.control.ControlPlane;
import io.cloudtik.core.files.FileSet;
import io.cloudtik.core.stage.Goal;
import io.cloudtik.core.stage.NodeStages;
import io.cloudtik.core.stage.SetUpMark;
import io.cloudtik.core.stage.StageEnvironment;
import io.cloudtik.core.time.Ids;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** Sets the head up from a client: who it is, the plan of its shared state, the cluster's specification and secrets. */
final class HeadSetup implements NodeSetup {

    private static final Duration STOP_TIME = Duration.ofMinutes(1);

    private final ClusterSpec spec;
    private final ClusterUuid uuid;
    private final Map<String, String> headSettings;
    private final ClusterHome home;
    private final String clientPublicKey;
    private final String headPublicKey;
    private final StateBackend backend;
    private final RecordCodec codec;
    private final Ids ids;
    private final NodeBootstrapper bootstrapper;
    private final Function<CloudNode, NodeAccess> access;
    private final RuntimePlans runtimePlans;
    private final NodeStages stages;
    private final FileSet files;
    private final SecretValues secrets;
    private final JavaImage javaImage;

    /**
     * @param headSettings what the provider needs on the head beyond the user's settings
     * @param files the user's
     * @param secrets what the references in the specification stand for
     * @param javaImage for nodes whose Java is bundled
     */
    HeadSetup(
            ClusterSpec spec,
            ClusterUuid uuid,
            Map<String, String> headSettings,
            ClusterHome home,
            String clientPublicKey,
            String headPublicKey,
            StateBackend backend,
            RecordCodec codec,
            Ids ids,
            NodeBootstrapper bootstrapper,
            Function<CloudNode, NodeAccess> access,
            RuntimePlans runtimePlans,
            FileSet files,
            SecretValues secrets,
            JavaImage javaImage) {
        this.spec = spec;
        this.uuid = uuid;
        this.headSettings = headSettings;
        this.home = home;
        this.clientPublicKey = clientPublicKey;
        this.headPublicKey = headPublicKey;
        this.backend = backend;
        this.codec = codec;
        this.ids = ids;
        this.bootstrapper = bootstrapper;
        this.access = access;
        this.runtimePlans = runtimePlans;
        this.files = files;
        this.stages = NodeStages.of(spec, spec.headType().name(), files.digest(), "");
        this.secrets = secrets;
        this.javaImage = javaImage;
    }

    @Override
    public SetUpMark setUp(NodeSlot slot, CloudNode machine, Consumer<String> activity) {
        StateAddress state = new StateAddress(
                uuid.value(), machine.address(), ControlPlane.STATE_PRIMARY_PORT, ControlPlane.STATE_SHARD_PORTS,
                StateAddress.CONTROLLER, home.statePassword(ids));
        bootstrapper.bootstrap(
                delivery(slot, machine, List.of(
                        new NodeFile(ControlPlane.IDENTITY_FILE, codec.encode(identity(slot, machine))),
                        new NodeFile(ControlPlane.STATE_FILE, state.toProperties()),
                        new NodeFile(ControlPlane.SYSTEM_PLAN_FILE, codec.encode(backend.servers(state))),
                        new NodeFile(ControlPlane.CLUSTER_FILE, codec.encode(travelling(spec, headSettings))),
                        new NodeFile(ControlPlane.SECRETS_FILE, codec.encode(secrets)),
                        new NodeFile(ControlPlane.TOKEN_FILE, home.controlToken(ids).reveal()),
                        new NodeFile(ControlPlane.HEAD_KEY_FILE, home.text(home.headKey())),
                        new NodeFile(ControlPlane.HEAD_KEY_FILE + ".pub", headPublicKey),
                        new NodeFile(ControlPlane.CLIENT_KEY_FILE, clientPublicKey)), activity),
                activity);
        return stages.mark();
    }

    @Override
    public SetUpMark renew(NodeSlot slot, CloudNode machine, Consumer<String> activity) {
        bootstrapper.renew(delivery(slot, machine, List.of(), activity), activity);
        return stages.mark();
    }

    @Override
    public void start(NodeSlot slot, CloudNode machine, Consumer<String> activity) {
        bootstrapper.start(delivery(slot, machine, List.of(), activity), activity);
    }

    @Override
    public void stop(NodeSlot slot, CloudNode machine, Consumer<String> activity) {
        bootstrapper.stop(delivery(slot, machine, List.of(), activity), STOP_TIME, activity);
    }

    /** What the head is to have come to. */
    Goal goal() {
        return stages.goal();
    }

    private NodeDelivery delivery(
            NodeSlot slot, CloudNode machine, List<NodeFile> ownFiles, Consumer<String> activity) {
        return new NodeDelivery(
                slot.node().value(),
                NodeKind.HEAD,
                () -> access.apply(machine),
                stages,
                StageEnvironment.of(spec, identity(slot, machine), slot.number()),
                spec.retries(),
                files,
                ownFiles,
                ownFiles.isEmpty() ? NodeJava.of(spec.java(), Set.of()) : java(slot, machine, activity));
    }

    private NodeJava java(NodeSlot slot, CloudNode machine, Consumer<String> activity) {
        Optional<Path> image = spec.java() == JavaSource.BUNDLED ? Optional.of(javaImage.make(activity)) : Optional.empty();
        return new NodeJava(spec.java(), javas(slot, machine), image);
    }

    private NodeIdentity identity(NodeSlot slot, CloudNode machine) {
        return new NodeIdentity(
                slot.node(), NodeKind.HEAD, slot.type(), machine.address(), machine.address(), spec.workspace(),
                spec.name(), uuid, spec.headType().resources());
    }

    /** Which Javas the head's services need; none as long as nobody has said what it has. */
    private Set<JavaNeeds.Range> javas(NodeSlot slot, CloudNode machine) {
        return spec.headType().resources()
                .map(resources -> new RuntimePlans.Node(
                        slot.node(), NodeKind.HEAD, slot.type(), resources, machine.address(), machine.address()))
                .map(node -> JavaNeeds.of(runtimePlans.of(spec, node)))
                .orElse(Set.of());
    }

    /** The cluster's settings as the head gets them: the user's, and what the provider adds. */
    static Map<String, Object> travelling(ClusterSpec spec, Map<String, String> headSettings) {
        Map<String, Object> tree = new TreeMap<>(spec.settings().values());
        Map<String, Object> provider = new TreeMap<>(spec.settings().section("provider").values());
        provider.putAll(headSettings);
        tree.put("provider", provider);
        return tree;
    }

    @Override
    public ProbeAnswer probe(NodeSlot slot, CloudNode machine) {
        return bootstrapper.probe(access.apply(machine));
    }
}
