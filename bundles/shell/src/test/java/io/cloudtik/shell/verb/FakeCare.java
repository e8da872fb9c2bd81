package io.cloudtik.shell.verb;

import io.cloudtik.api.control.ClusterOverview;
import io.cloudtik.api.control.DebugStatus;
import io.cloudtik.api.control.DiagnosticOperations;
import io.cloudtik.api.control.HealthReport;
import io.cloudtik.api.control.HealthReport.Finding;
import io.cloudtik.api.control.NodeAddress;
import io.cloudtik.api.control.NodeOperations;
import io.cloudtik.api.control.NodeSelection;
import io.cloudtik.api.control.Progress;
import io.cloudtik.api.control.ScaleRequest;
import io.cloudtik.api.control.WorkerOperations;
import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.model.cluster.ClusterEvent;
import io.cloudtik.api.model.cluster.ClusterStatus;
import io.cloudtik.api.model.cluster.Wait;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeTypeName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The operations of those who look after a small cluster: writes down what is asked for, answers as it is told to. */
final class FakeCare implements NodeOperations, WorkerOperations, DiagnosticOperations {

    final List<String> calls;
    int exitCode;
    List<Finding> findings = List.of(
            new Finding("state", "primary", true, "answers"), new Finding("node", "demo-head", true, "ready"));
    List<ClusterOverview.WorkerType> workerTypes = List.of();
    Scaling scaling = new Scaling(new NodeTypeName("worker.default"), 2, 5, "5 workers were asked for");

    FakeCare(List<String> calls) {
        this.calls = calls;
    }

    private static String words(NodeSelection nodes) {
        return nodes.name().isEmpty() ? nodes.extent().name().toLowerCase(Locale.ROOT) : nodes.name();
    }

    @Override
    public List<NodeAddress> addresses(Path file) {
        calls.add("addresses " + file);
        return List.of(
                new NodeAddress(new NodeId("demo-head"), NodeKind.HEAD, "127.0.0.2", "head.example", 22, "ann"),
                new NodeAddress(new NodeId("demo-worker-1"), NodeKind.WORKER, "127.0.0.3", "one.example", 22, "ann"),
                new NodeAddress(new NodeId("demo-worker-2"), NodeKind.WORKER, "127.0.0.4", "two.example", 22, "ann"));
    }

    @Override
    public List<Outcome> exec(Path file, NodeSelection nodes, boolean parallel, List<String> argv, Outputs outputs) {
        calls.add("exec " + file + " " + words(nodes) + (parallel ? " parallel " : " ") + argv);
        if (!nodes.isMany()) {
            byte[] text = "output\n".getBytes(StandardCharsets.UTF_8);
            outputs.of(new NodeId("demo-head")).stdout(text, text.length);
            return List.of(new Outcome(new NodeId("demo-head"), Optional.of(exitCode), ""));
        }
        byte[] text = "first\nsecond, without an end".getBytes(StandardCharsets.UTF_8);
        outputs.of(new NodeId("demo-head")).stdout(text, text.length);
        outputs.of(new NodeId("demo-worker-1")).stderr(text, 6);
        return List.of(
                new Outcome(new NodeId("demo-head"), Optional.of(0), ""),
                new Outcome(new NodeId("demo-worker-1"), Optional.of(exitCode), ""),
                new Outcome(new NodeId("demo-worker-2"), Optional.empty(), "it is not reachable"));
    }

    @Override
    public List<Outcome> upload(Path file, NodeSelection nodes, Path source, String target, Progress progress) {
        calls.add("upload " + file + " " + words(nodes) + " " + source + " " + target);
        return List.of(new Outcome(new NodeId("demo-head"), Optional.of(0), ""));
    }

    @Override
    public List<Outcome> download(Path file, NodeSelection nodes, String source, Path target, Progress progress) {
        calls.add("download " + file + " " + words(nodes) + " " + source + " " + target);
        return List.of(
                new Outcome(new NodeId("demo-head"), Optional.of(0), ""),
                new Outcome(new NodeId("demo-worker-1"), Optional.empty(), "there is no such file"));
    }

    @Override
    public Scaling scale(Path file, ScaleRequest request) {
        calls.add("scale " + file + " " + request.workers().orElse(-1));
        return scaling;
    }

    @Override
    public Scaling planScale(Path file, ScaleRequest request) {
        calls.add("planScale " + file + " " + request);
        return scaling;
    }

    @Override
    public ClusterStatus awaitReady(Path file, Optional<Integer> workers, Duration timeout, Progress progress) {
        calls.add("awaitReady " + file + " " + workers.map(String::valueOf).orElse("all") + " " + timeout);
        return FakeOperations.ready("demo");
    }

    @Override
    public ClusterOverview overview(Path file) {
        return new ClusterOverview(
                FakeOperations.ready("demo"), "local", addresses(file), List.of("spark"),
                new ClusterOverview.Workers(
                        2, 2, 1, 8, 0, DataSize.ofGibibytes(9), new ClusterOverview.Each(4, 0, new DataSize(4L << 30 | 1L << 29)),
                        workerTypes),
                Path.of("/keys/cluster-key"), Path.of("/keys/known_hosts"));
    }

    @Override
    public int socketsPerWorker(Path file) {
        return 2;
    }

    @Override
    public HealthReport health(Path file) {
        calls.add("health " + file);
        return new HealthReport(findings);
    }

    @Override
    public DebugStatus debug(Path file) {
        calls.add("debug " + file);
        return new DebugStatus(
                "1.2", 3, Optional.of(Duration.ofSeconds(1)), "", Map.of("worker.default", 2), Map.of("worker.default", 2),
                Map.of(), List.of(new DebugStatus.Slot(
                        1, "demo-worker-1", "worker.default", "SET_UP", 1, "machine-1", 2, "it failed before", "")),
                List.of(new Wait("demo-worker-2", "the machine is starting", "given up", Optional.of(Instant.EPOCH))));
    }

    @Override
    public void monitor(Path file, int lines, Follower follower) {
        calls.add("monitor " + file + " " + lines);
        follower.event(new ClusterEvent(Instant.EPOCH, "NODE_READY", "demo-worker-1", "after 9 s"));
        follower.logLine("INFO EventJournal - NODE_READY demo-worker-1: after 9 s");
        follower.logLine("INFO ClusterController - another line");
    }

    @Override
    public Dump dump(Path file, DumpRequest request, Progress progress) {
        calls.add("dump " + file + " " + words(request.nodes()));
        return new Dump(request.target(), 4711, List.of("node demo-worker-2: it is not reachable"));
    }
}
