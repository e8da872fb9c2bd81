package io.cloudtik.core.client;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.installation.Installation;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.cluster.ClusterUuid;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.model.workspace.WorkspaceSpec;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.problem.Secret;
import io.cloudtik.api.spi.exec.CommandExecutor;
import io.cloudtik.api.spi.exec.ExecutorFactory;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.CloudProvider;
import io.cloudtik.api.spi.provider.NodeListing;
import io.cloudtik.api.spi.provider.NodeTags;
import io.cloudtik.api.spi.provider.WorkspaceProvider;
import io.cloudtik.api.spi.provider.WorkspaceResource;
import io.cloudtik.api.spi.provider.WorkspaceStore;
import io.cloudtik.api.spi.state.StateBackend;
import io.cloudtik.core.cluster.CurrentNodeProvider;
import io.cloudtik.core.cluster.SlotNames;
import io.cloudtik.core.config.SecretValues;
import io.cloudtik.core.config.Suggestion;
import io.cloudtik.core.files.FileSet;
import io.cloudtik.core.files.MountedFiles;
import io.cloudtik.core.registry.Lease;
import io.cloudtik.core.registry.Providers;
import io.cloudtik.core.registry.Runtimes;
import io.cloudtik.core.time.Ids;
import io.cloudtik.core.time.Scheduler;
import io.cloudtik.core.time.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** One cluster as a client deals with it during one command: its provider, its workspace's store, its files here. */
final class ClusterScope implements AutoCloseable {

    private static final Duration CONNECT_TIME = Duration.ofSeconds(10);

    /** What every command needs from outside. */
    record Surroundings(
            Installation installation,
            RecordCodec codec,
            Providers providers,
            Runtimes runtimes,
            ExecutorFactory executors,
            StateBackend backend,
            Caller caller,
            Ids ids,
            Time time,
            Scheduler scheduler) {}

    private final Surroundings around;
    private final ClusterSpec spec;
    private final SecretValues secrets;
    private final Lease<CloudProvider> provider;
    private final WorkspaceProvider workspace;
    private final CurrentNodeProvider nodes;
    private final ClusterHome home;
    private final Optional<OwnHead> ownHead;
    private final ClusterRegistry registry;
    private Optional<WorkspaceLease> held = Optional.empty();

    /** @param secrets what the references in the specification stand for */
    ClusterScope(Surroundings around, ClusterSpec wanted, SecretValues secrets) {
        this.around = around;
        this.spec = secrets.reveal(wanted);
        this.secrets = secrets;
        this.provider = around.providers().lease(spec.provider());
        this.workspace = provider.service().workspace(
                new WorkspaceSpec(spec.workspace(), spec.provider(), spec.providerSettings()));
        this.nodes = new CurrentNodeProvider(around.providers(), spec);
        this.home = new ClusterHome(around.installation().home(), spec.workspace(), spec.name());
        this.ownHead = OwnHead.find(around.installation(), around.codec(), spec);
        this.registry = new ClusterRegistry(workspace.store(), around.codec(), spec.name());
    }

    Surroundings around() {
        return around;
    }

    ClusterSpec spec() {
        return spec;
    }

    SecretValues secrets() {
        return secrets;
    }

    CloudProvider provider() {
        return provider.service();
    }

    CurrentNodeProvider nodes() {
        return nodes;
    }

    /** With what this machine reaches the cluster: a person's home, or what its own head has. */
    ClusterKeys keys() {
        return ownHead.isPresent() ? ownHead.get() : home;
    }

    /** @throws PlatformException INVALID on the cluster's own head, which cannot bring itself up or down */
    void refuseOnItsHead(String what) {
        if (ownHead.isPresent()) {
            throw new PlatformException(Kind.INVALID, "this is the head of cluster '" + spec.name() + "', which cannot " + what)
                    .withRemedy("do it on the machine that it was started from");
        }
    }

    /** Whether an up came as far as a head that runs. */
    boolean headIsSetUp() {
        return ownHead.isPresent() || registry.headIsSetUp();
    }

    ClusterHome home() {
        return home;
    }

    ClusterRegistry registry() {
        return registry;
    }

    WorkspaceStore store() {
        return workspace.store();
    }

    /** By the workspace's store; if that has lost it, by what this home remembers, as long as machines bear it. */
    Optional<ClusterUuid> uuid() {
        return ownHead.map(head -> head.identity().clusterUuid()).or(registry::find).or(() -> home.uuid().filter(known -> !machines(known).isEmpty()));
    }

    /**
     * The cluster's identity, made if it has none. What this home remembers and machines still bear is recorded again where
     * the workspace's store has lost it.
     *
     * @throws PlatformException CONFLICT if it has no machine and another cluster of its name has some
     */
    ClusterUuid establish() {
        Optional<ClusterUuid> known = uuid();
        List<CloudNode> others = namesakes().stream()
                .filter(machine -> !known.map(own -> names(own).isOurs(machine)).orElse(false))
                .toList();
        boolean lives = known.map(own -> !machines(own).isEmpty()).orElse(false);
        if (!others.isEmpty() && !lives) {
            throw new PlatformException(Kind.CONFLICT, "another cluster of the name '" + spec.name() + "' lives in workspace '"
                            + spec.workspace() + "': machines " + others.stream().map(CloudNode::id).toList()
                            + " bear its uuid " + others.get(0).tags().getOrDefault(NodeTags.CLUSTER_UUID, "(none)"))
                    .withRemedy("take that cluster down from the CLOUDTIK_HOME it was started from, end what nobody looks after with"
                            + " cloudtik orphans clean, or choose another cluster_name");
        }
        return known.map(registry::record).orElseGet(() -> registry.findOrCreate(around.ids()));
    }

    /** Living machines that bear the cluster's name, whosever they are. */
    List<CloudNode> namesakes() {
        return listed().stream().filter(machine -> machine.state().isAlive()).toList();
    }

    private List<CloudNode> listed() {
        NodeListing listing = nodes.list();
        if (!listing.complete()) {
            throw new PlatformException(Kind.UNAVAILABLE,
                    "provider '" + spec.provider() + "' listed its machines only in part; absence proves nothing now");
        }
        return listing.nodes();
    }

    SlotNames names(ClusterUuid uuid) {
        return new SlotNames(spec, uuid);
    }

    /** What is done while nobody else may bring this cluster up or down. */
    interface Exclusive<R> {
        R run() throws InterruptedException;
    }

    <R> R underLease(Exclusive<R> action) throws InterruptedException {
        WorkspaceLease lease = WorkspaceLease.acquire(
                store(), around.codec(), spec.name(), around.caller(), around.time(), around.scheduler());
        held = Optional.of(lease);
        try {
            return action.run();
        } finally {
            held = Optional.empty();
            lease.close();
        }
    }

    /**
     * Asked while something is changed under the lease: whoever has lost it must not go on.
     *
     * @throws PlatformException CONFLICT or UNAVAILABLE if it was lost
     */
    void requireLease() {
        held.ifPresent(WorkspaceLease::check);
    }

    boolean hasWorkspace() {
        return workspace.resources().stream().map(WorkspaceResource::find).allMatch(Optional::isPresent);
    }

    void requireWorkspace() {
        if (!hasWorkspace()) {
            throw new PlatformException(Kind.NOT_FOUND,
                            "workspace '" + spec.workspace() + "' does not exist, or not all of it does" + meant())
                    .withRemedy("cloudtik workspace create <workspace.yaml>");
        }
    }

    /** Another workspace whose name is like the one that is not there. */
    private String meant() {
        List<String> others = provider.service().listWorkspaces(spec.providerSettings()).stream()
                .map(WorkspaceName::value)
                .filter(name -> !name.equals(spec.workspace().value()))
                .toList();
        return Suggestion.nearest(spec.workspace().value(), others)
                .map(near -> "; did you mean '" + near + "'?")
                .orElse("");
    }

    /** This life's living machines, the head first. */
    List<CloudNode> machines(ClusterUuid uuid) {
        SlotNames names = names(uuid);
        return listed().stream()
                .filter(names::isOurs)
                .filter(machine -> machine.state().isAlive())
                .sorted((a, b) -> Boolean.compare(
                        SlotNames.isOfKind(b, NodeKind.HEAD), SlotNames.isOfKind(a, NodeKind.HEAD)))
                .toList();
    }

    /** This life's nodes that run, the head of the present attempt first. */
    List<Member> members(ClusterUuid uuid) {
        Optional<String> head = currentHead();
        return machines(uuid).stream()
                .filter(machine -> machine.state() == CloudNode.State.RUNNING)
                .filter(machine -> SlotNames.isOfKind(machine, NodeKind.WORKER)
                        || head.map(name -> name.equals(machine.tags().get(NodeTags.NODE_ID))).orElse(true))
                .map(machine -> new Member(
                        new NodeId(machine.tags().getOrDefault(NodeTags.NODE_ID, "unknown")),
                        SlotNames.isOfKind(machine, NodeKind.HEAD) ? NodeKind.HEAD : NodeKind.WORKER,
                        machine,
                        nodes.access(machine)))
                .sorted(Comparator.comparing(Member::kind).thenComparing(Member::node))
                .toList();
    }

    Optional<CloudNode> headMachine(ClusterUuid uuid) {
        return machines(uuid).stream()
                .filter(machine -> SlotNames.isOfKind(machine, NodeKind.HEAD))
                .filter(machine -> machine.state() == CloudNode.State.RUNNING)
                .findFirst();
    }

    /**
     * The user's files, read now.
     *
     * @throws io.cloudtik.api.problem.InvalidInputException if one is missing, with its place
     */
    FileSet userFiles(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return MountedFiles.read(spec, folder, Path.of(System.getProperty("user.home")));
    }

    /**
     * The key pair that the file names, read now; empty if the cluster has one of its own.
     *
     * @throws io.cloudtik.api.problem.InvalidInputException with its place, if it cannot be used, or not by a cluster that runs
     */
    Optional<OperatorKey> operatorKey(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        Optional<OperatorKey> key = OperatorKey.read(
                spec, folder, Path.of(System.getProperty("user.home")), around.executors());
        if (home.uuid().filter(known -> !machines(known).isEmpty()).isPresent()) {
            OperatorKey.requireSame(spec, key, home.operatorKey());
        }
        return key;
    }

    /** SSH to one of the cluster's machines with the key of the cluster that this home keeps. */
    CommandExecutor connect(CloudNode machine) {
        if (!keys().exists()) {
            throw new PlatformException(Kind.UNAUTHORIZED,
                            "cluster '" + spec.name() + "' runs, and its key is not in " + around.installation().home()
                                    + ": it was started from another home")
                    .withRemedy("set CLOUDTIK_HOME to the home it was started from");
        }
        return around.executors().connect(nodes.access(machine), keys().privateKey(), keys().knownHosts(), CONNECT_TIME);
    }

    /** A machine of the cluster by its node's id or its address, or its head. */
    CloudNode machine(ClusterUuid uuid, Optional<String> node) {
        List<CloudNode> machines = machines(uuid);
        Optional<String> wanted = node.or(this::currentHead);
        return machines.stream()
                .filter(machine -> wanted
                        .map(name -> name.equals(machine.tags().get(NodeTags.NODE_ID)) || name.equals(machine.address()))
                        .orElse(SlotNames.isOfKind(machine, NodeKind.HEAD)))
                .findFirst()
                .orElseThrow(() -> new PlatformException(Kind.NOT_FOUND,
                                "cluster '" + spec.name() + "' has no node '" + node.orElse("head") + "'; it has: "
                                        + machines.stream().map(m -> m.tags().get(NodeTags.NODE_ID)).toList())
                        .withRemedy("cloudtik status <cluster.yaml> shows its nodes"));
    }

    /** The node id of the head's present attempt: a superseded one may still be in the listing. */
    private Optional<String> currentHead() {
        if (ownHead.isPresent()) {
            return Optional.of(ownHead.get().identity().node().value());
        }
        try {
            return registry.load().stream().map(stored -> stored.slot().node().value()).findFirst();
        } catch (PlatformException e) {
            if (e.kind() == Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    HeadConnection connectHead(ClusterUuid uuid) {
        CloudNode head = machine(uuid, Optional.empty());
        CommandExecutor executor = connect(head);
        try {
            Secret token = keys().controlToken().orElseThrow(() -> new PlatformException(
                    Kind.UNAUTHORIZED, "the control token of cluster '" + spec.name() + "' is missing here"));
            return new HeadConnection(executor, head.address(), token, around.codec());
        } catch (RuntimeException e) {
            executor.close();
            throw e;
        }
    }

    /** @throws PlatformException NOT_FOUND if the cluster is not there */
    ClusterUuid requireUuid() {
        return uuid().orElseThrow(() -> new PlatformException(Kind.NOT_FOUND,
                        "cluster '" + spec.name() + "' is not up in workspace '" + spec.workspace() + "'")
                .withRemedy("cloudtik start <cluster.yaml> brings it up"));
    }

    @Override
    public void close() {
        nodes.close();
        provider.close();
    }
}
