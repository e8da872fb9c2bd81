package io.cloudtik.shell.verb;

import io.cloudtik.api.control.AccessOperations;
import io.cloudtik.api.control.LogOperations;
import io.cloudtik.api.control.Progress;
import io.cloudtik.api.control.ProxyOperations;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.spi.exec.OutputSink;
import io.cloudtik.api.spi.exec.Terminal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Logs, shells, ports and proxies of a cluster with two nodes: writes down what is asked for. */
final class FakeAccess implements AccessOperations, LogOperations, ProxyOperations {

    final List<String> calls = new ArrayList<>();
    Optional<RunningProxy> proxy = Optional.empty();
    Optional<RuntimeException> failure = Optional.empty();
    int exitCode;

    private void called(String call) {
        calls.add(call);
        failure.ifPresent(thrown -> {
            throw thrown;
        });
    }

    @Override
    public int attach(Path file, Optional<String> node, List<String> argv, Terminal terminal) {
        called("attach " + file + " " + node.orElse("head") + " " + argv);
        return exitCode;
    }

    @Override
    public Forwarding forward(Path file, Optional<String> node, List<PortForward> ports) {
        called("forward " + ports);
        return new Forwarding() {
            @Override
            public List<String> ways() {
                return ports.stream().map(port -> "127.0.0.1:" + port.localPort() + " -> node:" + port.port()).toList();
            }

            @Override
            public void close() {
                calls.add("forward closed");
            }
        };
    }

    @Override
    public ContainerShell shell(Path file, Optional<String> node) {
        called("shell " + file + " " + node.orElse("head"));
        return new ContainerShell() {
            @Override
            public String owner() {
                return "demo-head (head, CloudTik 1)";
            }

            @Override
            public int run(String line, OutputSink sink) {
                called("run " + line);
                byte[] bytes = "answer\n".getBytes(StandardCharsets.UTF_8);
                sink.stdout(bytes, bytes.length);
                return exitCode;
            }

            @Override
            public List<String> commands() {
                return List.of("lb");
            }

            @Override
            public void close() {
                calls.add("shell closed");
            }
        };
    }

    @Override
    public void read(Path file, LogQuery query, LogSink sink) {
        called("logs " + file + " " + query);
        sink.line(new NodeId("demo-head"), "container", "one");
        sink.remark(new NodeId("demo-worker-1"), "connection lost; connecting again");
        sink.line(new NodeId("demo-worker-1"), "spark-worker", "two");
    }

    @Override
    public RunningProxy start(Path file, Optional<String> bindAddress, OptionalInt port) {
        called("start proxy " + file + " " + bindAddress.orElse("-") + " " + port);
        return new RunningProxy(bindAddress.orElse("127.0.0.1"), port.orElse(6000), 4711, Instant.EPOCH);
    }

    @Override
    public void serve(
            Path file, Optional<String> bindAddress, OptionalInt port, Consumer<RunningProxy> ready, Progress progress) {
        called("serve proxy " + file);
        ready.accept(new RunningProxy("127.0.0.1", port.orElse(6000), 4711, Instant.EPOCH));
    }

    @Override
    public Optional<RunningProxy> find(Path file) {
        return proxy;
    }

    @Override
    public boolean stop(Path file) {
        called("stop proxy " + file);
        return proxy.isPresent();
    }
}
