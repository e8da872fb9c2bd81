package io.cloudtik.shell.verb;

import io.cloudtik.api.control.ClusterOperations;
import io.cloudtik.api.control.JobOperations;
import io.cloudtik.api.control.PlannedAction;
import io.cloudtik.api.control.Progress;
import io.cloudtik.api.control.WorkspaceOperations;
import io.cloudtik.api.model.cluster.ClusterName;
import io.cloudtik.api.model.cluster.ClusterStatus;
import io.cloudtik.api.model.cluster.JobStatus;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeState;
import io.cloudtik.api.model.node.NodeStatus;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.model.workspace.WorkspaceStatus;
import io.cloudtik.api.spi.exec.OutputSink;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All operations: writes down what is asked for, answers a small ready cluster, or fails as it is told to. */
final class FakeOperations implements ClusterOperations, JobOperations {

    final WorkspaceOperations workspaces = new Workspaces();
    final List<String> calls = new ArrayList<>();
    List<KnownCluster> known = List.of();
    Optional<RuntimeException> failure = Optional.empty();
    boolean isAbsent;
    int exitCode;

    private void called(String call) {
        calls.add(call);
        failure.ifPresent(thrown -> {
            throw thrown;
        });
    }

    static KnownCluster knownCluster(String name) {
        return new KnownCluster(new ClusterName(name), "lab", "local", Path.of("kept", name + ".yaml"));
    }

    static ClusterStatus ready(String name) {
        NodeStatus head = new NodeStatus(
                new NodeId(name + "-head"), NodeKind.HEAD, new NodeTypeName("head.default"), NodeState.READY,
                "127.0.0.2", "", "", Optional.empty(), Optional.empty(), List.of());
        NodeStatus worker = new NodeStatus(
                new NodeId(name + "-worker-1"), NodeKind.WORKER, new NodeTypeName("worker.default"), NodeState.READY,
                "127.0.0.3", "", "", Optional.empty(), Optional.empty(), List.of());
        return new ClusterStatus(
                new WorkspaceName("lab"), new ClusterName(name), Optional.empty(), ClusterStatus.Phase.READY, "",
                Instant.EPOCH, List.of(head, worker), List.of(), Map.of(), List.of(), List.of());
    }

    private static WorkspaceStatus workspace(WorkspaceStatus.State state) {
        return new WorkspaceStatus(new WorkspaceName("lab"), "local", state, List.of(), List.of());
    }

    @Override
    public ClusterStatus up(Path file, Duration timeout, Progress progress) {
        called("up " + file + " " + timeout);
        progress.step("demo-head", "ready");
        return ready("demo");
    }

    @Override
    public List<PlannedAction> planUp(Path file, Progress progress) {
        called("planUp " + file);
        return List.of(new PlannedAction("launch", "demo-head", "the cluster has no head"));
    }

    @Override
    public void down(Path file, Progress progress) {
        called("down " + file);
    }

    @Override
    public List<PlannedAction> planDown(Path file) {
        called("planDown " + file);
        return List.of(new PlannedAction("terminate", "demo-head", "the cluster is taken down"));
    }

    @Override
    public boolean isThere(Path file) {
        return !isAbsent;
    }

    @Override
    public List<KnownCluster> known() {
        called("known");
        return known;
    }

    @Override
    public void down(KnownCluster cluster, Progress progress) {
        called("down cluster " + cluster.name());
    }

    @Override
    public List<PlannedAction> planDown(KnownCluster cluster) {
        called("planDown cluster " + cluster.name());
        return List.of(new PlannedAction("terminate", cluster.name() + "-head", "the cluster is taken down"));
    }

    @Override
    public ClusterStatus status(Path file) {
        called("status " + file);
        if (isAbsent) {
            return new ClusterStatus(
                    new WorkspaceName("lab"), new ClusterName("demo"), Optional.empty(), ClusterStatus.Phase.ABSENT,
                    "the cluster is not up", Instant.EPOCH, List.of(), List.of(), Map.of(), List.of(), List.of());
        }
        return ready(file.getFileName().toString().replace(".yaml", ""));
    }

    @Override
    public int exec(Path file, Optional<NodeId> node, List<String> argv, OutputSink sink) {
        called("exec " + file + " " + node.map(NodeId::value).orElse("head") + " " + argv);
        write(sink, "output\n");
        return exitCode;
    }

    @Override
    public void logs(Path file, Optional<NodeId> node, Optional<String> service, int lines, OutputSink sink) {
        called("logs " + file + " " + node.map(NodeId::value).orElse("head") + " " + service.orElse("container") + " " + lines);
        write(sink, "a line\n");
    }

    @Override
    public NodeId killNode(Path file, Optional<NodeId> node) {
        called("killNode " + file + " " + node.map(NodeId::value).orElse("any"));
        return node.orElse(new NodeId("demo-worker-1"));
    }

    @Override
    public int submit(Path file, Submission submission, OutputSink sink, Progress progress) {
        called("submit " + file + " " + submission);
        progress.step("job", "submitted");
        write(sink, "result\n");
        return exitCode;
    }

    @Override
    public int run(Path file, HeadScript script, OutputSink sink, Progress progress) {
        called("run " + file + " " + script);
        write(sink, "result\n");
        return exitCode;
    }

    @Override
    public List<JobStatus> list(Path file) {
        return List.of();
    }

    @Override
    public JobStatus find(Path file, String id) {
        called("find " + file + " " + id);
        return job(id);
    }

    @Override
    public JobStatus output(Path file, String id, boolean follow, OutputSink sink) {
        called((follow ? "follow " : "output ") + file + " " + id);
        write(sink, "printed\n");
        return job(id);
    }

    @Override
    public JobStatus cancel(Path file, String id) {
        called("cancel " + file + " " + id);
        return job(id);
    }

    private JobStatus job(String id) {
        JobStatus.State state = exitCode == 0 ? JobStatus.State.SUCCEEDED : JobStatus.State.FAILED;
        return new JobStatus(id, "report.sql", "spark", state, Instant.EPOCH, Optional.of(exitCode));
    }

    private static void write(OutputSink sink, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        sink.stdout(bytes, bytes.length);
    }

    private final class Workspaces implements WorkspaceOperations {

        @Override
        public WorkspaceStatus create(Path file, Progress progress) {
            called("create " + file);
            return workspace(WorkspaceStatus.State.COMPLETE);
        }

        @Override
        public List<PlannedAction> planCreate(Path file) {
            called("planCreate " + file);
            return List.of(new PlannedAction("create", "keys", "it is missing"));
        }

        @Override
        public WorkspaceStatus delete(Path file, Progress progress) {
            called("delete " + file);
            return workspace(WorkspaceStatus.State.MISSING);
        }

        @Override
        public List<PlannedAction> planDelete(Path file) {
            called("planDelete " + file);
            return List.of();
        }

        @Override
        public List<WorkspaceStatus> list() {
            called("list");
            return List.of(workspace(WorkspaceStatus.State.COMPLETE));
        }

        @Override
        public WorkspaceStatus status(Path file) {
            called("workspace status " + file);
            return workspace(WorkspaceStatus.State.COMPLETE);
        }
    }
}
