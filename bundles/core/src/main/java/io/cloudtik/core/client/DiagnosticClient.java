package io.cloudtik.core.client;

import io.cloudtik.api.control.ClusterOverview;
import io.cloudtik.api.control.DebugStatus;
import io.cloudtik.api.control.DiagnosticOperations;
import io.cloudtik.api.control.HealthReport;
import io.cloudtik.api.control.HealthReport.Finding;
import io.cloudtik.api.control.NodeSelection;
import io.cloudtik.api.control.Progress;
import io.cloudtik.api.installation.Role;
import io.cloudtik.api.model.cluster.ClusterStatus;
import io.cloudtik.api.model.cluster.ClusterUuid;
import io.cloudtik.api.model.cluster.RuntimeSpec;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.exec.Command;
import io.cloudtik.api.spi.exec.CommandExecutor;
import io.cloudtik.api.spi.exec.CommandResult;
import io.cloudtik.core.control.ControlPlane;
import io.cloudtik.core.time.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.SatisfyingConditionTarget;

/** What is asked of a cluster by whoever looks after it, on that person's machine. */
@Component
@SatisfyingConditionTarget(Role.CLIENT_CONDITION)
public final class DiagnosticClient implements DiagnosticOperations {

    private static final Duration ASK_TIME = Duration.ofMinutes(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    /** Counts what Linux calls physical ids; a machine that names none has one socket. */
    private static final String SOCKETS = "n=$(sed -n 's/^physical id.*: //p' /proc/cpuinfo | sort -u | wc -l); "
            + "[ \"$n\" -gt 0 ] || n=1; echo $n";

    private final ClusterService clusters;
    private final Time time;

    @Activate
    public DiagnosticClient(@Reference ClusterService clusters, @Reference Time time) {
        this.clusters = clusters;
        this.time = time;
    }

    @Override
    public ClusterOverview overview(Path file) {
        ClusterStatus status = clusters.status(file);
        try (ClusterScope scope = clusters.scope(file)) {
            List<Member> members = scope.uuid().map(scope::members).orElse(List.of());
            return new ClusterOverview(
                    status, scope.spec().provider(), NodeClient.addresses(members),
                    scope.spec().runtimes().stream().map(RuntimeSpec::name).toList(),
                    new WorkerOverview(scope.spec().workerTypes(), wanted(scope), status.nodes()).summary(),
                    scope.keys().privateKey(), scope.keys().knownHosts());
        }
    }

    /** Workers by type as the head wants them, which may have been asked for another number by hand. */
    private static Map<String, Integer> wanted(ClusterScope scope) {
        try (HeadConnection head = scope.connectHead(scope.requireUuid())) {
            return head.get(ControlPlane.DEBUG, DebugStatus.class).wanted();
        } catch (PlatformException noHead) {
            return Map.of();
        }
    }

    @Override
    public int socketsPerWorker(Path file) {
        try (ClusterScope scope = clusters.scope(file)) {
            Member worker = Member.select(scope.members(scope.requireUuid()), NodeSelection.workers()).get(0);
            try (CommandExecutor executor = scope.connect(worker.machine())) {
                CommandResult result = executor.run(Command.script(ASK_TIME, SOCKETS));
                return Integer.parseInt(result.stdout().strip());
            } catch (NumberFormatException e) {
                throw new PlatformException(Kind.UNKNOWN, worker + " did not tell how many processor sockets it has", e);
            }
        }
    }

    @Override
    public HealthReport health(Path file) {
        try (ClusterScope scope = clusters.scope(file)) {
            ClusterUuid uuid = scope.requireUuid();
            try (HeadConnection head = scope.connectHead(uuid)) {
                return head.get(ControlPlane.HEALTH, HealthReport.class);
            } catch (PlatformException e) {
                if (e.kind() == Kind.DENIED || e.kind() == Kind.UNAUTHORIZED) {
                    throw e;
                }
                return new HealthReport(List.of(new Finding("controller", "head", false, e.getMessage())));
            }
        }
    }

    @Override
    public DebugStatus debug(Path file) {
        try (ClusterScope scope = clusters.scope(file); HeadConnection head = scope.connectHead(scope.requireUuid())) {
            return head.get(ControlPlane.DEBUG, DebugStatus.class);
        }
    }

    @Override
    public void monitor(Path file, int lines, Follower follower) {
        try (ClusterScope scope = clusters.scope(file)) {
            ClusterUuid uuid = scope.requireUuid();
            ClusterMonitor monitor = new ClusterMonitor(lines, follower);
            boolean wasThere = true;
            while (true) {
                try (HeadConnection head = scope.connectHead(uuid)) {
                    wasThere = true;
                    while (true) {
                        monitor.look(head);
                        time.await(BETWEEN_LOOKS);
                    }
                } catch (PlatformException e) {
                    boolean away = e.kind() == Kind.UNAVAILABLE || e.kind() == Kind.UNKNOWN;
                    if (!away || monitor.isNew()) {
                        throw e;
                    }
                    if (wasThere) {
                        follower.logLine("(the head is away: " + e.getMessage() + ")");
                    }
                    wasThere = false;
                }
                time.await(BETWEEN_LOOKS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // The one way in which following ends.
        }
    }

    @Override
    public Dump dump(Path file, DumpRequest request, Progress progress) {
        try (ClusterScope scope = clusters.scope(file)) {
            return new ClusterDump(scope, scope.requireUuid(), request, progress).write();
        }
    }
}
