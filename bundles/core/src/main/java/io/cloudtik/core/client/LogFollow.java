package io.cloudtik.core.client;

import io.cloudtik.api.control.LogOperations.LogQuery;
import io.cloudtik.api.control.LogOperations.LogSink;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.exec.CommandExecutor;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.core.time.Scheduler;
import io.cloudtik.core.time.Time;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows the logs of several nodes, a thread for each, over lost connections, while nodes come and go. */
final class LogFollow {

    private static final Logger log = LoggerFactory.getLogger(LogFollow.class);
    private static final int MOST_NODES = 64;
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);
    private static final Duration RETRY_DELAY = Duration.ofSeconds(1);

    private final ClusterScope scope;
    private final LogQuery query;
    private final LogSink sink;
    private final Scheduler scheduler;
    private final Time time;
    private final Map<NodeId, CloudNode> present = new ConcurrentHashMap<>();
    private final Map<NodeId, CommandExecutor> connections = new ConcurrentHashMap<>();
    private final Set<NodeId> followed = ConcurrentHashMap.newKeySet();

    LogFollow(ClusterScope scope, LogQuery query, LogSink sink, Scheduler scheduler, Time time) {
        this.scope = scope;
        this.query = query;
        this.sink = sink;
        this.scheduler = scheduler;
        this.time = time;
    }

    /** Follows until this thread is interrupted. */
    void run(Supplier<List<CloudNode>> nodes) throws InterruptedException {
        List<CloudNode> first = nodes.get();
        requireSomeLog(first);
        Scheduler.Pool threads = scheduler.pool("logs", MOST_NODES);
        try {
            look(first, threads);
            while (true) {
                time.await(BETWEEN_LOOKS);
                try {
                    look(nodes.get(), threads);
                } catch (PlatformException e) {
                    log.debug("the nodes were not listed: {}", e.getMessage());
                }
            }
        } finally {
            present.clear();
            connections.values().forEach(CommandExecutor::close);
            threads.close();
        }
    }

    /** A name that no node has is told at once; later nodes may have what these have not. */
    private void requireSomeLog(List<CloudNode> machines) {
        Set<String> names = new TreeSet<>();
        for (CloudNode machine : machines) {
            try (CommandExecutor executor = scope.connect(machine)) {
                names.addAll(NodeLogs.names(executor));
                if (!new NodeLogs(LogClient.idOf(machine), query, sink).wanted(names).isEmpty()) {
                    return;
                }
            } catch (PlatformException e) {
                if (machines.size() == 1) {
                    throw e;
                }
                log.debug("{} was not asked for its logs: {}", machine.id(), e.getMessage());
            }
        }
        throw LogClient.noSuchLog(query, names);
    }

    private void look(List<CloudNode> machines, Scheduler.Pool threads) {
        Map<NodeId, CloudNode> now = machines.stream()
                .collect(Collectors.toMap(LogClient::idOf, machine -> machine, (one, other) -> other));
        present.keySet().retainAll(now.keySet());
        present.putAll(now);
        for (NodeId node : now.keySet()) {
            if (followed.size() < MOST_NODES && followed.add(node)) {
                threads.execute(() -> follow(node));
            }
        }
    }

    private void follow(NodeId node) {
        NodeLogs logs = new NodeLogs(node, query, sink);
        boolean lost = false;
        try {
            for (CloudNode machine = present.get(node); machine != null; machine = present.get(node)) {
                try (CommandExecutor executor = scope.connect(machine)) {
                    connections.put(node, executor);
                    if (lost) {
                        logs.remark("connected again");
                        lost = false;
                    }
                    Set<String> wanted = logs.wanted(NodeLogs.names(executor));
                    if (!wanted.isEmpty()) {
                        logs.read(executor, wanted);
                    }
                } catch (PlatformException e) {
                    if (e.kind() == Kind.DENIED || e.kind() == Kind.UNAUTHORIZED) {
                        logs.remark(e.getMessage());
                        return;
                    }
                    if (!lost && present.containsKey(node)) {
                        logs.remark("connection lost; connecting again");
                        lost = true;
                    }
                } finally {
                    connections.remove(node);
                }
                time.await(RETRY_DELAY);
            }
            logs.end();
            logs.remark("the node is gone");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            followed.remove(node);
        }
    }
}
