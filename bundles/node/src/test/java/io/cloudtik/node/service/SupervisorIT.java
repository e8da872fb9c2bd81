package io.cloudtik.node.service;

import static io.cloudtik.node.service.SupervisedNode.QUICK;
import static io.cloudtik.node.service.SupervisedNode.RUNNING;
import static io.cloudtik.node.service.SupervisedNode.deaf;
import static io.cloudtik.node.service.SupervisedNode.service;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.cloudtik.api.model.node.ServiceState;
import io.cloudtik.api.model.node.ServiceStatus;
import io.cloudtik.api.spi.runtime.HealthCheck;
import io.cloudtik.api.spi.runtime.RestartPolicy;
import io.cloudtik.contracts.time.Eventually;
import io.cloudtik.node.system.ProcessIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorIT {

    private static final String SLEEP = "exec sleep 1000";

    @TempDir
    Path home;

    private SupervisedNode node;

    @BeforeEach
    void open() {
        node = new SupervisedNode(home);
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void startsAServiceInASessionOfItsOwnAndKeepsItsOutput() throws IOException {
        node.apply(service("one", "echo \"$GREETING $CLOUDTIK_SERVICE\"; exec sleep 1000"));
        node.awaitState("one", ServiceState.HEALTHY);

        ServiceStatus status = node.status("one");
        ProcessIdentity leader = node.processes.find(status.pid()).orElseThrow();
        node.await("it leads its session", () -> List.of(status.pid()).equals(node.processes.session(leader)));
        node.await("its output is kept", () -> lines(home.resolve("logs/one.log")).equals(List.of("hello one")));
        assertThat(status.restarts()).isZero();
    }

    @Test
    void startsACrashedServiceAgainAndSaysWhy() {
        node.apply(service("one", SLEEP));
        node.awaitState("one", ServiceState.HEALTHY);
        long first = node.status("one").pid();

        node.processes.signal(node.processes.find(first).orElseThrow(), "KILL");

        node.awaitState("one", ServiceState.BACKING_OFF);
        assertThat(node.status("one").detail()).startsWith("exit code 137");
        node.awaitState("one", ServiceState.HEALTHY);
        assertThat(node.status("one").pid()).isNotEqualTo(first);
        assertThat(node.status("one").restarts()).isEqualTo(1);
    }

    @Test
    void givesUpWithTheExitCodeAndTheLastLineOfOutput() {
        HealthCheck slow = new HealthCheck(
                HealthCheck.Type.PROCESS, "", Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(10));
        node.apply(service("one", "echo starting; echo 'port 80 is taken' >&2; exit 3", slow, QUICK, List.of()));

        node.awaitState("one", ServiceState.FAILED);

        assertThat(node.status("one").detail())
                .isEqualTo("gave up after 3 restarts in a row: exit code 3: port 80 is taken");
    }

    @Test
    void saysWhichProgramIsMissing() {
        node.apply(service("one", "exec /no-such-program", RUNNING, RestartPolicy.NEVER, List.of()));

        node.awaitState("one", ServiceState.FAILED);

        assertThat(node.status("one").detail()).startsWith("exit code 127: ").contains("no-such-program");
    }

    @Test
    void startsInOrderAndStopsInReverse() throws IOException {
        Path log = Files.createFile(home.resolve("order"));
        String script = "trap 'echo end %1$s >>" + log + "; exit 0' TERM; echo start %1$s >>" + log
                + "; while :; do sleep 0.05; done";
        HttpServer server = server(path -> lines(log).contains("start " + path.substring(1)) ? 200 : 503);
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
            HealthCheck first = check(HealthCheck.Type.HTTP, url + "a");
            HealthCheck second = check(HealthCheck.Type.HTTP, url + "b");
            node.apply(
                    service("b", String.format(script, "b"), second, QUICK, List.of("a")),
                    service("a", String.format(script, "a"), first, QUICK, List.of()));
            assertThat(node.status("b").state()).isEqualTo(ServiceState.WAITING);
            node.await("b says for what it waits", () -> node.status("b").detail().equals("waits for a to be healthy"));
            node.awaitState("b", ServiceState.HEALTHY);

            node.supervisor.apply(SupervisedNode.OWNER, List.of());
            node.await("all ended", () -> !node.supervisor.tick());

            assertThat(lines(log)).containsExactly("start a", "start b", "end b", "end a");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void startsOnlyAChangedServiceAgain() {
        node.apply(service("one", SLEEP), service("two", SLEEP));
        node.awaitState("one", ServiceState.HEALTHY);
        node.awaitState("two", ServiceState.HEALTHY);
        long one = node.status("one").pid();
        long two = node.status("two").pid();

        node.apply(service("one", SLEEP), service("two", "exec sleep 1001"));

        assertThat(node.status("two").state()).isNotEqualTo(ServiceState.HEALTHY);
        node.await("two is another", () -> node.status("two").isHealthy() && node.status("two").pid() != two);
        assertThat(node.status("one").pid()).isEqualTo(one);
        assertThat(node.runs(two)).isFalse();
    }

    @Test
    void killsAServiceThatDoesNotHearWithAllItsChildren() {
        node.apply(deaf("deaf", "trap '' TERM; sleep 1000 & echo $!; while :; do sleep 0.1; done"));
        node.awaitState("deaf", ServiceState.HEALTHY);
        ProcessIdentity leader = node.processes.find(node.status("deaf").pid()).orElseThrow();
        Path output = home.resolve("logs/deaf.log");
        node.await("it has children and is deaf", () -> lines(output).size() == 1);

        node.supervisor.apply(SupervisedNode.OWNER, List.of());
        node.await("it is over", () -> !node.supervisor.tick());

        node.await("its children are gone", () -> node.processes.session(leader).isEmpty());
    }

    @Test
    void endsWhatACrashedServiceLeftBehind() throws IOException {
        Path crash = home.resolve("crash");
        String script = "sleep 1000 & while [ ! -e '" + crash + "' ]; do sleep 0.05; done; exit 1";
        node.apply(service("parent", script, RUNNING, RestartPolicy.NEVER, List.of()));
        node.awaitState("parent", ServiceState.HEALTHY);
        ProcessIdentity leader = node.processes.find(node.status("parent").pid()).orElseThrow();
        node.await("it has a child", () -> node.processes.session(leader).size() > 1);

        Files.createFile(crash);
        node.awaitState("parent", ServiceState.FAILED);

        node.await("its children are gone", () -> node.processes.session(leader).isEmpty());
    }

    @Test
    void asksOverHttpAndStartsAgainWhatIsUnhealthyThreeTimes() throws IOException {
        AtomicInteger answer = new AtomicInteger(503);
        HttpServer server = server(path -> answer.get());
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
            node.apply(service("web", SLEEP, check(HealthCheck.Type.HTTP, url), QUICK, List.of()));
            node.await("the failing check is told", () -> node.status("web").detail().equals("GET " + url + " answered 503"));
            assertThat(node.status("web").state()).isEqualTo(ServiceState.STARTING);

            answer.set(204);
            node.awaitState("web", ServiceState.HEALTHY);
            long pid = node.status("web").pid();

            answer.set(500);
            node.await("it was ended", () -> !node.runs(pid));
            answer.set(200);
            node.awaitState("web", ServiceState.HEALTHY);
            assertThat(node.status("web").restarts()).isEqualTo(1);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void asksOverTcp() throws IOException {
        String target;
        try (ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            target = "127.0.0.1:" + socket.getLocalPort();
            node.apply(service("tcp", SLEEP, check(HealthCheck.Type.TCP, target), QUICK, List.of()));
            node.awaitState("tcp", ServiceState.HEALTHY);
        }

        node.awaitState("tcp", ServiceState.UNHEALTHY);
        assertThat(node.status("tcp").detail()).startsWith("connect to " + target + ": ");
    }

    @Test
    void takesOverWhatAnEarlierContainerStarted() {
        node.apply(service("one", SLEEP));
        node.awaitState("one", ServiceState.HEALTHY);
        long pid = node.status("one").pid();
        node.abandon();

        node = new SupervisedNode(home);
        node.apply(service("one", SLEEP));
        node.awaitState("one", ServiceState.HEALTHY);

        assertThat(node.status("one").pid()).isEqualTo(pid);
        assertThat(node.status("one").restarts()).isZero();
    }

    @Test
    void takesOverWhatWasStartedAndNotYetRecorded() throws IOException {
        node.apply(service("one", SLEEP));
        node.awaitState("one", ServiceState.HEALTHY);
        long pid = node.status("one").pid();
        node.abandon();
        Files.delete(home.resolve("run/services/one.properties"));

        node = new SupervisedNode(home);
        node.apply(service("one", SLEEP));
        node.awaitState("one", ServiceState.HEALTHY);

        assertThat(node.status("one").pid()).isEqualTo(pid);
    }

    @Test
    void endsWhatAnEarlierContainerStartedAndNoPlanHasAnyMore() throws IOException {
        node.apply(service("old", SLEEP), service("kept", SLEEP));
        node.awaitState("old", ServiceState.HEALTHY);
        long old = node.status("old").pid();
        node.abandon();

        node = new SupervisedNode(home);
        node.apply(service("kept", SLEEP));
        node.await("old is over", () -> !node.runs(old));
        node.awaitState("kept", ServiceState.HEALTHY);

        node.await("its record is gone", () -> records().noneMatch(name -> name.startsWith("old.")));
    }

    @Test
    void startsAgainWhatEndedWhileNoContainerWatched() {
        node.apply(service("one", SLEEP));
        node.awaitState("one", ServiceState.HEALTHY);
        ProcessIdentity first = node.processes.find(node.status("one").pid()).orElseThrow();
        node.abandon();
        node.processes.signal(first, "KILL");
        Eventually.await("it is gone", Duration.ofSeconds(5), () -> !node.runs(first.pid()));

        node = new SupervisedNode(home);
        node.apply(service("one", SLEEP));
        node.awaitState("one", ServiceState.HEALTHY);

        assertThat(node.status("one").pid()).isNotEqualTo(first.pid());
        assertThat(node.status("one").restarts()).isEqualTo(1);
    }

    @Test
    void doesNotTakeAStrangerForItsServiceBecauseOfAPidGivenAnew() throws IOException {
        node.apply(service("one", SLEEP));
        node.awaitState("one", ServiceState.HEALTHY);
        ProcessIdentity first = node.processes.find(node.status("one").pid()).orElseThrow();
        node.abandon();
        node.processes.signal(first, "KILL");
        Path record = home.resolve("run/services/one.properties");
        long stranger = ProcessHandle.current().pid();
        Files.writeString(record, Files.readString(record).replace("pid=" + first.pid(), "pid=" + stranger));

        node = new SupervisedNode(home);
        node.apply(service("one", SLEEP));
        node.awaitState("one", ServiceState.HEALTHY);

        assertThat(node.status("one").pid()).isNotEqualTo(stranger);
    }

    @Test
    void oneOwnersPlanLeavesAnothersServicesAlone() {
        node.supervisor.apply("system", List.of(WantedService.startable(service("redis", SLEEP))));
        node.apply(service("one", SLEEP));
        node.awaitState("redis", ServiceState.HEALTHY);
        long redis = node.status("redis").pid();

        node.apply();
        node.awaitState("redis", ServiceState.HEALTHY);

        assertThat(node.status("redis").pid()).isEqualTo(redis);
        node.supervisor.apply("system", List.of());
        node.await("redis is over", () -> !node.runs(redis));
    }

    @Test
    void saysWhyABlockedServiceWaits() {
        node.supervisor.apply(SupervisedNode.OWNER, List.of(
                WantedService.waiting("spark", "spark", "artifact 'spark' is being fetched"),
                WantedService.failed("ml", "ml", "needs a Java 99")));

        assertThat(node.status("spark"))
                .isEqualTo(new ServiceStatus("spark", "spark", ServiceState.WAITING, "artifact 'spark' is being fetched", 0, 0));
        assertThat(node.status("ml").state()).isEqualTo(ServiceState.FAILED);
    }

    @Test
    void endsWhatWasStoppedByHandInOrderAndStartsItAgainOnlyWhenAsked() {
        ServiceSpec base = service("base", SLEEP);
        ServiceSpec above = SupervisedNode.service(
                "above", SLEEP, HealthCheck.process(), base.restartPolicy(), List.of("base"));
        node.apply(base, above);
        node.awaitState("above", ServiceState.HEALTHY);
        long first = node.status("above").pid();

        node.supervisor.apply(SupervisedNode.OWNER, List.of(
                WantedService.stopped("base", "test"), WantedService.stopped("above", "test")));
        node.awaitState("base", ServiceState.STOPPED);

        assertThat(node.status("above")).isEqualTo(
                new ServiceStatus("above", "test", ServiceState.STOPPED, "stopped by hand", 0, 0));
        assertThat(node.runs(first)).isFalse();
        assertThat(node.supervisor.tick()).as("nothing is to be done").isFalse();

        node.apply(base, above);
        node.awaitState("above", ServiceState.HEALTHY);
        assertThat(node.status("above").pid()).isNotEqualTo(first);
    }

    @Test
    void tellsWhetherAServiceHasWorkIfItsAnswersDo() throws IOException {
        AtomicInteger tasks = new AtomicInteger(2);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] answer = ("{\"tasks\" : " + tasks + "}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        try {
            HealthCheck silent = check(HealthCheck.Type.HTTP, "http://127.0.0.1:" + server.getAddress().getPort() + "/");
            HealthCheck telling = silent.idleWhen("\"tasks\"\\s*:\\s*0\\b");
            node.apply(
                    SupervisedNode.service("silent", SLEEP, silent, QUICK, List.of()),
                    SupervisedNode.service("telling", SLEEP, telling, QUICK, List.of()));
            node.awaitState("silent", ServiceState.HEALTHY);
            node.awaitState("telling", ServiceState.HEALTHY);

            assertThat(node.status("silent").busy()).isEmpty();
            assertThat(node.status("telling").busy()).contains(true);
            tasks.set(0);
            node.await("it is idle", () -> node.status("telling").busy().equals(Optional.of(false)));
        } finally {
            server.stop(0);
        }
    }

    /** @param status answered to a path */
    private static HttpServer server(ToIntFunction<String> status) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status.applyAsInt(exchange.getRequestURI().getPath()), -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HealthCheck check(HealthCheck.Type type, String target) {
        return new HealthCheck(type, target, Duration.ofMillis(20), Duration.ofSeconds(2), Duration.ofSeconds(30));
    }

    private Stream<String> records() {
        String[] names = home.resolve("run/services").toFile().list();
        return names == null ? Stream.empty() : Stream.of(names);
    }
}
