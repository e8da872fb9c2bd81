package io.cloudtik.core.client;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.config.Settings;
import io.cloudtik.api.control.ClusterOperations;
import io.cloudtik.api.control.PlannedAction;
import io.cloudtik.api.control.Progress;
import io.cloudtik.api.installation.Installation;
import io.cloudtik.api.installation.Role;
import io.cloudtik.api.model.cluster.ClusterName;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.cluster.ClusterStatus;
import io.cloudtik.api.model.cluster.ClusterUuid;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.exec.Command;
import io.cloudtik.api.spi.exec.CommandExecutor;
import io.cloudtik.api.spi.exec.ExecutorFactory;
import io.cloudtik.api.spi.exec.OutputSink;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.NodeTags;
import io.cloudtik.api.spi.state.StateBackend;
import io.cloudtik.core.config.ConfigLoader;
import io.cloudtik.core.config.SecretReader;
import io.cloudtik.core.config.SecretValues;
import io.cloudtik.core.control.Wish;
import io.cloudtik.core.files.FileSet;
import io.cloudtik.core.registry.Providers;
import io.cloudtik.core.registry.Runtimes;
import io.cloudtik.core.time.Ids;
import io.cloudtik.core.time.Scheduler;
import io.cloudtik.core.time.Time;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.SatisfyingConditionTarget;

/** The operations on clusters, on a person's machine. */
@Component(service = {ClusterOperations.class, ClusterService.class})
@SatisfyingConditionTarget(Role.CLIENT_CONDITION)
public final class ClusterService implements ClusterOperations {

    private static final Duration EXEC_TIME = Duration.ofDays(7);
    private static final Duration LOGS_TIME = Duration.ofMinutes(1);

    private final ConfigLoader loader;
    private final ClusterScope.Surroundings around;

    @Activate
    public ClusterService(
            @Reference Installation installation,
            @Reference RecordCodec codec,
            @Reference ConfigLoader loader,
            @Reference Providers providers,
            @Reference Runtimes runtimes,
            @Reference(target = "(name=ssh)") ExecutorFactory executors,
            @Reference(target = "(name=redis)") StateBackend backend,
            @Reference Caller caller,
            @Reference Ids ids,
            @Reference Time time,
            @Reference Scheduler scheduler) {
        this.loader = loader;
        this.around = new ClusterScope.Surroundings(
                installation, codec, providers, runtimes, executors, backend, caller, ids, time, scheduler);
    }

    /** Unlike any other, for names of files and jobs: 12 hex digits. */
    String freshId() {
        return around.ids().uuid().replace("-", "").substring(0, 12);
    }

    ClusterScope.Surroundings around() {
        return around;
    }

    ClusterScope scope(Path file) {
        return scope(loader.cluster(file));
    }

    /** For what needs the provider only: what else the file refers to need not be there. */
    private ClusterScope scope(ClusterSpec spec) {
        SecretValues secrets = OwnHead.find(around.installation(), around.codec(), spec)
                .map(OwnHead::references)
                .orElseGet(() -> new SecretReader(System::getenv).read(spec.settings().section("provider")));
        return new ClusterScope(around, spec, secrets);
    }

    /** For what nodes are made of, with all secrets; what is odd in the file is told. */
    private ClusterScope wholeScope(Path file, Progress progress) {
        ClusterSpec spec = loader.cluster(file, warning -> progress.step("", warning.toString()));
        return new ClusterScope(around, spec, new SecretReader(System::getenv).read(spec.settings()));
    }

    @Override
    public ClusterStatus up(Path file, Duration timeout, Progress progress) {
        Duration end = around.time().monotonic().plus(timeout);
        try (ClusterScope scope = wholeScope(file, progress)) {
            scope.refuseOnItsHead("bring itself up");
            scope.requireWorkspace();
            FileSet files = scope.userFiles(file);
            Optional<OperatorKey> key = scope.operatorKey(file);
            return scope.underLease(() -> {
                ClusterUuid uuid = scope.establish();
                refuseForeignHome(scope, uuid);
                scope.home().remember(file, scope.spec().provider(), uuid, key.map(OperatorKey::privateKey));
                Settings tree = Settings.of(
                        HeadSetup.travelling(scope.spec(), scope.provider().headSettings(scope.spec())));
                try (HeadBringUp bringUp = new HeadBringUp(scope, uuid, files, progress);
                        WorkerWait wait = new WorkerWait(
                                bringUp.bringUp(end), () -> scope.connectHead(uuid), around.time(), progress,
                                bringUp::start)) {
                    return wait.await(new Wish(tree, scope.secrets()), end);
                }
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException(Kind.UNAVAILABLE, "bringing the cluster up was interrupted", e)
                    .withRemedy("run cloudtik start <cluster.yaml> again to go on, or cloudtik stop <cluster.yaml> to clean up");
        }
    }

    private static void refuseForeignHome(ClusterScope scope, ClusterUuid uuid) {
        if (!scope.home().exists() && scope.headMachine(uuid).isPresent()) {
            scope.connect(scope.headMachine(uuid).orElseThrow()).close(); // Says what is missing and what to do.
        }
    }

    @Override
    public List<PlannedAction> planUp(Path file, Progress progress) {
        try (ClusterScope scope = wholeScope(file, progress)) {
            scope.requireWorkspace();
            scope.operatorKey(file); // Refuses one that cannot be used.
            return new UpPlan(scope, scope.userFiles(file)).actions();
        }
    }

    @Override
    public void down(Path file, Progress progress) {
        down(loader.cluster(file), progress);
    }

    @Override
    public void down(KnownCluster cluster, Progress progress) {
        down(loader.cluster(keptFile(cluster)), progress);
    }

    private void down(ClusterSpec spec, Progress progress) {
        try (ClusterScope scope = scope(spec)) {
            scope.refuseOnItsHead("take itself down");
            Optional<ClusterUuid> uuid = scope.uuid();
            if (uuid.isEmpty()) {
                refuseToForget(scope);
                scope.home().delete();
                progress.step("", "cluster '" + spec.name() + "' is not up");
            } else if (scope.registry().find().isPresent()) {
                scope.underLease(() -> {
                    new TakeDown(scope, uuid.get(), progress).run();
                    return scope;
                });
            } else {
                new TakeDown(scope, uuid.get(), progress).run(); // The store that would hold a lease is gone.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException(Kind.UNAVAILABLE, "taking the cluster down was interrupted", e)
                    .withRemedy("run cloudtik stop <cluster.yaml> again to go on");
        }
    }

    /** What nobody has a record of is not ours to end, and not to be called down either. */
    private static void refuseToForget(ClusterScope scope) {
        List<String> namesakes = scope.namesakes().stream().map(CloudNode::id).toList();
        if (!namesakes.isEmpty()) {
            throw new PlatformException(Kind.CONFLICT,
                            "cluster '" + scope.spec().name() + "' is recorded nowhere, and these machines bear its name: "
                                    + namesakes)
                    .withRemedy("take it down from the CLOUDTIK_HOME it was started from, or end what nobody looks after with"
                            + " cloudtik orphans clean");
        }
    }

    @Override
    public boolean isThere(Path file) {
        try (ClusterScope scope = scope(file)) {
            return scope.uuid().isPresent();
        }
    }

    @Override
    public List<PlannedAction> planDown(Path file) {
        return planDown(loader.cluster(file));
    }

    @Override
    public List<PlannedAction> planDown(KnownCluster cluster) {
        return planDown(loader.cluster(keptFile(cluster)));
    }

    private List<PlannedAction> planDown(ClusterSpec spec) {
        try (ClusterScope scope = scope(spec)) {
            Optional<ClusterUuid> uuid = scope.uuid();
            return uuid.map(known -> scope.machines(known).stream()
                            .map(machine -> new PlannedAction(
                                    "terminate", machine.tags().getOrDefault(NodeTags.NODE_ID, machine.id()),
                                    "machine " + machine.id() + " of cluster '" + spec.name() + "'"))
                            .toList())
                    .orElse(List.of());
        }
    }

    private Path keptFile(KnownCluster cluster) {
        return ClusterHome.all(around.installation().home()).stream()
                .filter(home -> home.cluster().equals(cluster.name().value())
                        && home.workspace().equals(cluster.workspace()))
                .findFirst()
                .map(ClusterHome::keptFile)
                .orElseThrow(() -> new PlatformException(Kind.NOT_FOUND, "cluster '" + cluster.name() + "' is not known here"));
    }

    @Override
    public List<KnownCluster> known() {
        return OwnHead.find(around.installation(), around.codec())
                .filter(head -> Files.isRegularFile(head.file()))
                .map(head -> List.of(knownAs(head)))
                .orElseGet(this::broughtUpFromHere);
    }

    private KnownCluster knownAs(OwnHead head) {
        ClusterSpec spec = loader.cluster(head.file());
        return new KnownCluster(spec.name(), spec.workspace().value(), spec.provider(), head.file());
    }

    private List<KnownCluster> broughtUpFromHere() {
        return ClusterHome.all(around.installation().home()).stream()
                .map(home -> new KnownCluster(
                        new ClusterName(home.cluster()), home.workspace(), home.origin("provider"),
                        Path.of(home.origin("file"))))
                .toList();
    }

    @Override
    public ClusterStatus status(Path file) {
        try (ClusterScope scope = scope(file)) {
            Optional<ClusterUuid> uuid = scope.uuid();
            if (uuid.isEmpty()) {
                return OutsideView.absent(scope.spec(), around.time().now());
            }
            if (!scope.headIsSetUp()) {
                return OutsideView.unfinished(
                        scope.spec(), uuid.get(), around.time().now(), scope.machines(uuid.get()));
            }
            try (HeadConnection head = scope.connectHead(uuid.get())) {
                return head.status();
            } catch (PlatformException e) {
                if (e.kind() == Kind.DENIED || e.kind() == Kind.UNAUTHORIZED) {
                    throw e;
                }
                return OutsideView.unreachable(
                        scope.spec(), uuid.get(), around.time().now(), scope.machines(uuid.get()), e.getMessage());
            }
        }
    }

    @Override
    public int exec(Path file, Optional<NodeId> node, List<String> argv, OutputSink sink) {
        return onNode(file, node, executor -> executor.stream(new Command(argv, Map.of(), "", EXEC_TIME), sink));
    }

    @Override
    public void logs(Path file, Optional<NodeId> node, Optional<String> service, int lines, OutputSink sink) {
        String name = service.orElse("container").replaceFirst("\\.log$", "");
        String log = ".cloudtik/logs/" + name + ".log";
        String script = """
                if [ -f "$1" ]; then exec tail -n "$2" -- "$1"; fi
                echo "there is no log of that name; there are:" >&2
                ls "$(dirname "$1")" 2>/dev/null | sed -n 's/[.]log$//p' >&2
                exit 1
                """;
        int exit = onNode(file, node, executor ->
                executor.stream(Command.script(LOGS_TIME, script, log, String.valueOf(lines)), sink));
        if (exit != 0) {
            throw new PlatformException(Kind.NOT_FOUND, "the log of " + service.orElse("the container") + " was not read")
                    .withRemedy("name one of the logs listed above with --service");
        }
    }

    private interface OnNode {
        int run(CommandExecutor executor);
    }

    private int onNode(Path file, Optional<NodeId> node, OnNode action) {
        try (ClusterScope scope = scope(file);
                CommandExecutor executor = scope.connect(
                        scope.machine(scope.requireUuid(), node.map(NodeId::value)))) {
            return action.run(executor);
        }
    }

    @Override
    public NodeId killNode(Path file, Optional<NodeId> node) {
        try (ClusterScope scope = scope(file); HeadConnection head = scope.connectHead(scope.requireUuid())) {
            return head.kill(node);
        }
    }
}
