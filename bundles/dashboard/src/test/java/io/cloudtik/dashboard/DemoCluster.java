package io.cloudtik.dashboard;

import io.cloudtik.api.control.ClusterView;
import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.model.cluster.ClusterEvent;
import io.cloudtik.api.model.cluster.ClusterName;
import io.cloudtik.api.model.cluster.ClusterStatus;
import io.cloudtik.api.model.cluster.ClusterUuid;
import io.cloudtik.api.model.cluster.JobStatus;
import io.cloudtik.api.model.cluster.Wait;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeIdentity;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeState;
import io.cloudtik.api.model.node.NodeStatus;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.node.Resources;
import io.cloudtik.api.model.node.ServiceState;
import io.cloudtik.api.model.node.ServiceStatus;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.problem.Secret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A cluster in the middle of its life, as tests and pictures need it. */
final class DemoCluster implements ClusterView {

    static final Secret TOKEN = Secret.of("0123456789abcdef");
    static final NodeIdentity HEAD = new NodeIdentity(
            new NodeId("demo-head"), NodeKind.HEAD, new NodeTypeName("head.default"), "127.0.0.1", "127.0.0.1",
            new WorkspaceName("lab"), new ClusterName("demo"), new ClusterUuid("00000000-0000-0000-0000-000000000001"),
            Optional.empty());
    private static final DataSize MEMORY = DataSize.ofGibibytes(8);

    private final Instant now;
    private final List<NodeStatus> nodes = new ArrayList<>();
    private final List<Wait> waiting = new ArrayList<>();
    private final List<JobStatus> jobs = new ArrayList<>();
    private final List<ClusterEvent> events = new ArrayList<>();
    private final Map<String, String> endpoints;
    private ClusterStatus.Phase phase = ClusterStatus.Phase.READY;
    private String reason = "";
    private String trouble = "";

    private DemoCluster(Instant now, Map<String, String> endpoints) {
        this.now = now;
        this.endpoints = endpoints;
    }

    static DemoCluster busy(Instant now) {
        DemoCluster cluster = new DemoCluster(now, Map.of(
                "Spark master", "http://127.77.0.1:8080", "Spark history", "http://127.77.0.1:18080",
                "Spark", "spark://127.77.0.1:7077"));
        cluster.phase = ClusterStatus.Phase.DEGRADED;
        cluster.reason = "3 of 4 workers are ready; demo-worker-3: spark-worker is BACKING_OFF";
        cluster.waiting.add(new Wait("demo-worker-4", "not launched: no capacity for r5.4xlarge in us-west-2a", "next try",
                Optional.of(now.plusSeconds(40))));
        cluster.waiting.add(Wait.of("demo-worker-3", "its service is started again soon"));
        cluster.nodes.add(node("demo-head", NodeKind.HEAD, NodeState.READY, "", now, 12.4, 0.31, 5400,
                service("redis-primary", ServiceState.HEALTHY, "", 0), service("redis-shard-0", ServiceState.HEALTHY, "", 0),
                service("spark-master", ServiceState.HEALTHY, "", 0), service("spark-history", ServiceState.HEALTHY, "", 0)));
        cluster.nodes.add(node("demo-worker-1", NodeKind.WORKER, NodeState.READY, "", now, 87.9, 0.74, 5300,
                service("spark-worker", ServiceState.HEALTHY, "", 0)));
        cluster.nodes.add(node("demo-worker-2", NodeKind.WORKER, NodeState.READY, "", now, 71.2, 0.97, 5290,
                service("spark-worker", ServiceState.HEALTHY, "", 1)));
        cluster.nodes.add(node("demo-worker-3", NodeKind.WORKER, NodeState.SUSPECT,
                "spark-worker is BACKING_OFF: exit code 1: java.net.BindException: Address already in use", now, 3.1, 0.22, 5280,
                service("spark-worker", ServiceState.BACKING_OFF, "exit code 1: java.net.BindException: Address already in use", 4)));
        cluster.nodes.add(new NodeStatus(
                new NodeId("demo-worker-4"), NodeKind.WORKER, new NodeTypeName("worker.large"), NodeState.PLANNED, "",
                "launching failed: no capacity for r5.4xlarge in us-west-2a", "", Optional.empty(), Optional.empty(), List.of()));
        cluster.jobs.add(job("job-1", "worst-delays.sql", JobStatus.State.SUCCEEDED, now.minusSeconds(3100), Optional.of(0)));
        cluster.jobs.add(job("job-2", "fails.sql", JobStatus.State.FAILED, now.minusSeconds(1800), Optional.of(1)));
        cluster.jobs.add(job("job-3", "io.cloudtik.examples.flights.WorstDelays", JobStatus.State.RUNNING, now.minusSeconds(95),
                Optional.empty()));
        for (int i = 0; i < 20; i++) {
            cluster.happened(5400 - i, "PLAN_PUBLISHED", "demo-head", "4 services, plan number " + i);
        }
        cluster.happened(5290, "NODE_LAUNCHED", "demo-worker-1", "as machine i-0a1b2c3d");
        cluster.happened(5280, "NODE_SET_UP", "demo-worker-1", "its machine runs");
        cluster.happened(240, "SERVICE_FAILED", "demo-worker-3", "spark-worker ended: exit code 1");
        cluster.happened(120, "NODE_SUSPECT", "demo-worker-3", "silent for 11 s; over SSH: its container runs");
        cluster.happened(41, "NODE_FAILED", "demo-worker-4", "launching failed: no capacity for r5.4xlarge in us-west-2a");
        return cluster;
    }

    static DemoCluster empty(Instant now) {
        DemoCluster cluster = new DemoCluster(now, Map.of());
        cluster.phase = ClusterStatus.Phase.STARTING;
        return cluster;
    }

    /** One whose every text tries to be more than text. */
    static DemoCluster hostile(Instant now, String text) {
        DemoCluster cluster = new DemoCluster(now, Map.of(text, text, "Script", "javascript:document.hacked=1//"));
        cluster.reason = text;
        cluster.waiting.add(new Wait(text, text, text, Optional.of(now)));
        cluster.nodes.add(node("demo-head", NodeKind.HEAD, NodeState.SUSPECT, text, now, 1, 0.1, 60,
                new ServiceStatus(text, text, ServiceState.FAILED, text, 1, 1)));
        cluster.jobs.add(new JobStatus(text, text, text, JobStatus.State.LOST, now, Optional.empty()));
        cluster.happened(1, text, text, text);
        return cluster;
    }

    static DemoCluster large(Instant now, int workers) {
        DemoCluster cluster = busy(now);
        for (int i = 5; i <= workers; i++) {
            cluster.nodes.add(node("demo-worker-" + i, NodeKind.WORKER, NodeState.READY, "", now, i % 100, 0.5, 600,
                    service("spark-worker", ServiceState.HEALTHY, "", 0)));
        }
        return cluster;
    }

    private static NodeStatus node(
            String id, NodeKind kind, NodeState state, String reason, Instant now, double cpu, double memory, long age,
            ServiceStatus... services) {
        double total = MEMORY.bytes();
        return new NodeStatus(
                new NodeId(id), kind, new NodeTypeName(kind == NodeKind.HEAD ? "head.default" : "worker.default"), state,
                "127.77.0." + (1 + Math.abs(id.hashCode() % 200)), reason, "", Optional.of(now.minusSeconds(age)),
                Optional.of(Resources.of(4, MEMORY)), List.of(services),
                Map.of("cpu_percent", cpu, "memory_used_bytes", memory * total, "memory_total_bytes", total, "load1", cpu / 25));
    }

    private static ServiceStatus service(String name, ServiceState state, String detail, int restarts) {
        return new ServiceStatus(name, name.startsWith("redis") ? "system" : "spark", state, detail, 4242, restarts);
    }

    private static JobStatus job(String id, String name, JobStatus.State state, Instant at, Optional<Integer> exit) {
        return new JobStatus(id, name, "spark", state, at, exit);
    }

    private void happened(long secondsAgo, String type, String subject, String message) {
        events.add(new ClusterEvent(now.minusSeconds(secondsAgo), type, subject, message));
    }

    synchronized void trouble(String text) {
        trouble = text;
    }

    @Override
    public synchronized ClusterStatus status() {
        if (!trouble.isEmpty()) {
            throw new PlatformException(Kind.UNAVAILABLE, trouble);
        }
        return new ClusterStatus(
                HEAD.workspace(), HEAD.cluster(), Optional.of(HEAD.clusterUuid()), phase, reason, now, nodes, waiting, endpoints,
                jobs, events);
    }

    @Override
    public boolean admits(Secret token) {
        return TOKEN.equals(token);
    }

    @Override
    public List<ClusterEvent> events(int most) {
        return events.subList(Math.max(0, events.size() - most), events.size());
    }

    /** An hour as it could have been. */
    static List<Moment> hour(Instant now) {
        List<Moment> moments = new ArrayList<>();
        for (int i = 719; i >= 0; i--) {
            double wave = 42 + 30 * Math.sin(i / 55.0) + 9 * Math.sin(i / 7.0);
            boolean failing = i < 48;
            boolean launching = i > 680 || i < 30;
            int ready = i > 700 ? 1 : failing ? 3 : 4;
            moments.add(new Moment(
                    now.getEpochSecond() - i * 5L, ready, launching ? i > 700 ? 3 : 1 : 0, failing ? 1 : 0,
                    Math.max(2, Math.round(wave)), 38 + 14 * Math.sin(i / 130.0)));
        }
        return moments;
    }
}
