package io.cloudtik.core.client;

import io.cloudtik.api.control.LogOperations;
import io.cloudtik.api.installation.Role;
import io.cloudtik.api.model.cluster.ClusterUuid;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.exec.CommandExecutor;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.NodeTags;
import io.cloudtik.core.time.Scheduler;
import io.cloudtik.core.time.Time;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.SatisfyingConditionTarget;

/** The logs of a cluster's nodes, over SSH. */
@Component
@SatisfyingConditionTarget(Role.CLIENT_CONDITION)
public final class LogClient implements LogOperations {

    private final ClusterService clusters;
    private final Scheduler scheduler;
    private final Time time;

    @Activate
    public LogClient(@Reference ClusterService clusters, @Reference Scheduler scheduler, @Reference Time time) {
        this.clusters = clusters;
        this.scheduler = scheduler;
        this.time = time;
    }

    @Override
    public void read(Path file, LogQuery query, LogSink sink) {
        try (ClusterScope scope = clusters.scope(file)) {
            ClusterUuid uuid = scope.requireUuid();
            LogSink oneAtATime = new OneAtATime(sink);
            if (query.follow()) {
                new LogFollow(scope, query, oneAtATime, scheduler, time).run(() -> chosen(scope, uuid, query));
            } else {
                readOnce(scope, chosen(scope, uuid, query), query, oneAtATime);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException(Kind.UNAVAILABLE, "reading logs was interrupted", e);
        }
    }

    private static List<CloudNode> chosen(ClusterScope scope, ClusterUuid uuid, LogQuery query) {
        if (query.node().isPresent() || !query.allNodes() && query.nodeTypes().isEmpty()) {
            return List.of(scope.machine(uuid, query.node()));
        }
        List<CloudNode> machines = scope.machines(uuid).stream()
                .filter(machine -> machine.state() == CloudNode.State.RUNNING)
                .filter(machine -> query.nodeTypes().isEmpty() || query.nodeTypes().contains(typeOf(machine)))
                .toList();
        if (machines.isEmpty()) {
            throw new PlatformException(Kind.NOT_FOUND, "the cluster has no running node of " + query.nodeTypes())
                    .withRemedy("cloudtik status <cluster.yaml> shows its nodes");
        }
        return machines;
    }

    private static NodeTypeName typeOf(CloudNode machine) {
        return new NodeTypeName(machine.tags().getOrDefault(NodeTags.NODE_TYPE, "unknown"));
    }

    static NodeId idOf(CloudNode machine) {
        return new NodeId(machine.tags().getOrDefault(NodeTags.NODE_ID, machine.id()));
    }

    private static void readOnce(ClusterScope scope, List<CloudNode> machines, LogQuery query, LogSink sink) {
        Set<String> seen = new TreeSet<>();
        List<String> failures = new ArrayList<>();
        boolean read = false;
        for (CloudNode machine : machines) {
            NodeLogs logs = new NodeLogs(idOf(machine), query, sink);
            try (CommandExecutor executor = scope.connect(machine)) {
                Set<String> names = NodeLogs.names(executor);
                Set<String> wanted = logs.wanted(names);
                seen.addAll(names);
                if (!wanted.isEmpty()) {
                    logs.read(executor, wanted);
                    logs.end();
                    read = true;
                }
            } catch (PlatformException e) {
                if (machines.size() == 1) {
                    throw e;
                }
                failures.add(e.getMessage());
                logs.remark("its logs were not read: " + e.getMessage());
            }
        }
        if (!read) {
            throw failures.isEmpty()
                    ? noSuchLog(query, seen)
                    : new PlatformException(Kind.UNAVAILABLE, "no log was read: " + failures.get(0));
        }
    }

    static PlatformException noSuchLog(LogQuery query, Set<String> names) {
        Optional<String> wanted = query.services().stream().findFirst().or(() -> query.runtimes().stream().findFirst());
        return new PlatformException(
                        Kind.NOT_FOUND, "there is no log of " + wanted.map(name -> "'" + name + "'").orElse("a container"))
                .withRemedy(names.isEmpty() ? "the node has none yet" : "one of these: " + String.join(", ", names));
    }

    /** Lines come from a thread for each node. */
    private record OneAtATime(LogSink sink) implements LogSink {

        @Override
        public void line(NodeId node, String log, String line) {
            synchronized (sink) {
                sink.line(node, log, line);
            }
        }

        @Override
        public void remark(NodeId node, String message) {
            synchronized (sink) {
                sink.remark(node, message);
            }
        }
    }
}
