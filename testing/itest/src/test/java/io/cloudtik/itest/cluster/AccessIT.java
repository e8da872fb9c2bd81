package io.cloudtik.itest.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.itest.cluster.CommandLine.Result;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How people get onto nodes. */
@Order(2)
@ExtendWith(LocalClusterExtension.class)
class AccessIT {

    private static final String PROMPT = ":~";

    private static String worker(LocalCluster cluster) {
        return cluster.machines().keySet().stream().filter(id -> id.contains("worker")).findFirst().orElseThrow();
    }

    /** The command on a terminal of its own, at which this line is typed once the node's shell prompts for it. */
    private static Result onTerminal(LocalCluster cluster, String typed, String command) throws Exception {
        try (Terminal terminal = Terminal.open(cluster, command)) {
            return terminal.await(PROMPT).type(typed).end();
        }
    }

    @Test
    void attachesATerminalAndPassesTheShellsCode(LocalCluster cluster) throws Exception {
        String worker = worker(cluster);

        Result result = onTerminal(cluster, "stty size; echo node $CLOUDTIK_LOCAL_NODE; command -v cloudtik cloudtik-container; exit 5\r",
                Terminal.cloudtik(cluster) + " attach cluster.yaml --node " + worker);

        assertThat(result.code()).as(result.out()).isEqualTo(5);
        assertThat(result.out()).contains("33 111\n").contains("node " + cluster.machines().get(worker) + "\n").contains(worker + ":~")
                .contains("/.local/bin/cloudtik\n").contains("/.local/bin/cloudtik-container\n");
    }

    @Test
    void givesTheTerminalBackAsItWas(LocalCluster cluster) throws Exception {
        Result result = onTerminal(cluster, "exit\r", Terminal.cloudtik(cluster) + " attach cluster.yaml; "
                + "stty -a | tr ' ;' '\\n\\n' | grep -x -e echo -e icanon -e icrnl -e isig -e opost | sort | tr '\\n' ' '");

        assertThat(result.out()).endsWith("echo icanon icrnl isig opost ");
    }

    @Test
    void runsALineInTheContainerOfAnyNode(LocalCluster cluster) {
        Result head = cluster.commandLine().run("shell", "--cluster", "cluster.yaml", "-c", "lb");
        Result worker = cluster.commandLine().run("shell", "--cluster", "cluster.yaml", "--node", worker(cluster), "-c", "lb");
        Result unknown = cluster.commandLine().run("shell", "--cluster", "cluster.yaml", "-c", "nonsense");

        assertThat(head.code()).as(head.err()).isZero();
        assertThat(head.out()).contains("CloudTik node controller").contains("CloudTik executor over SSH");
        assertThat(worker.out()).contains("CloudTik node controller").doesNotContain("CloudTik executor over SSH");
        assertThat(unknown.code()).isEqualTo(2);
    }

    @Test
    void printsNothingButTheOutputOfALine(LocalCluster cluster) {
        Result result = cluster.commandLine().run("shell", "-c", "echo only this");

        assertThat(result).isEqualTo(new Result(0, "only this\n", ""));
    }

    @Test
    void proxiesToTheClusterUntilItIsToldToStop(LocalCluster cluster) throws Exception {
        String address = cluster.status().path("nodes").get(0).path("address").asText();

        Result started = cluster.commandLine().run("start-proxy", "cluster.yaml");

        assertThat(started.code()).as(started.err()).isZero();
        URI proxy = URI.create(started.out().strip());
        try (Socket socket = new Socket(new Proxy(Proxy.Type.SOCKS, new InetSocketAddress(proxy.getHost(), proxy.getPort())))) {
            socket.connect(new InetSocketAddress(address, 6788));
            socket.getOutputStream().write(("GET /v1/ping HTTP/1.0\r\nHost: " + address + "\r\n\r\n").getBytes(UTF_8));
            InputStream in = socket.getInputStream();
            assertThat(new String(in.readAllBytes(), UTF_8)).contains("401").contains("the request has no valid token");
        } finally {
            assertThat(cluster.commandLine().run("stop-proxy", "cluster.yaml").code()).isZero();
        }
        assertThat(Processes.commandLines()).noneMatch(line ->
                line.contains("start-proxy") && line.contains("--foreground") && line.contains(cluster.home().getParent().toString()));
    }

    @Test
    void followsTheLogsOfAllNodes(LocalCluster cluster) throws IOException {
        List<String> nodes = List.copyOf(cluster.machines().keySet());
        CommandLine.Run logs = cluster.commandLine().start("logs", "cluster.yaml", "--all-nodes", "-n", "1", "-f");
        try {
            cluster.await("a line of each node", () -> nodes.stream().allMatch(node -> logs.outSoFar().contains(node)));
            for (String node : nodes) {
                Path log = cluster.nodeHome(cluster.machines().get(node)).resolve(".cloudtik/logs/container.log");
                Files.writeString(log, "a new line on " + node + "\n", StandardOpenOption.APPEND);
            }

            cluster.await("the new line of each node", () ->
                    nodes.stream().allMatch(node -> logs.outSoFar().contains("a new line on " + node + "\n")));
        } finally {
            logs.end();
        }
    }

    @Test
    void examinesThisMachine(LocalCluster cluster) {
        Result result = cluster.commandLine().run("doctor", "local");

        assertThat(result.out()).contains("java", "home", "disk", "ports", "maven", "addresses");
        assertThat(result.code()).as(result.out()).isZero();
    }
}
