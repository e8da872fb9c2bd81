package io.cloudtik.core.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.model.cluster.ClusterStatus;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.problem.Secret;
import io.cloudtik.api.spi.runtime.JobRequest;
import io.cloudtik.contracts.runtime.FakeRuntime;
import io.cloudtik.core.control.ControlPlane;
import io.cloudtik.core.control.Failure;
import io.cloudtik.core.control.JobOutput;
import io.cloudtik.core.control.JobSubmission;
import io.cloudtik.core.control.Readiness;
import io.cloudtik.core.time.DirectScheduler;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Version;

class ControlServerTest {

    private static final String TOKEN = "right-token";

    /** An address of this process, since the port is always the same. */
    private static final String ADDRESS = address(ProcessHandle.current().pid());

    private final HttpClient client = HttpClient.newHttpClient();
    private final DirectScheduler scheduler = new DirectScheduler();

    @TempDir
    private Path folder;

    private FakeHead head;
    private FakeJobRunner runner;
    private Optional<ClusterController> controller = Optional.empty();
    private ControlServer server;

    @BeforeEach
    void begin() throws IOException {
        head = new FakeHead(folder.resolve("home"));
        head.runtimes().add(FakeRuntime.named("shell"), Version.emptyVersion);
        runner = new FakeJobRunner(folder.resolve("jobs"));
        server = server();
        server.start();
    }

    @AfterEach
    void end() {
        server.close();
        controller.ifPresent(ClusterController::close);
    }

    @Test
    void answersBeforeTheControllerIsThereAndSaysWhatItWaitsFor() throws Exception {
        Readiness readiness = decode(get(ControlPlane.PING), 200, Readiness.class);

        assertThat(readiness).isEqualTo(new Readiness(false, "the state does not answer"));
        assertFails(get(ControlPlane.STATUS), 409, Kind.UNAVAILABLE,
                "the cluster controller is starting: the state does not answer");
    }

    @Test
    void tellsTheStatusOfTheCluster() throws Exception {
        controller = Optional.of(head.controller());

        assertThat(decode(get(ControlPlane.PING), 200, Readiness.class)).isEqualTo(new Readiness(true, ""));
        ClusterStatus status = decode(get(ControlPlane.STATUS), 200, ClusterStatus.class);
        assertThat(status.cluster()).hasToString("demo");
        assertThat(status.uuid()).contains(Demo.IDENTITY.clusterUuid());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Bearer wrong", "bearer right-token", "Basic right-token", "right-token",
        "Bearer right-token2"})
    void refusesARequestWithoutTheToken(String header) throws Exception {
        HttpRequest.Builder request = request(ControlPlane.PING);
        if (!header.isEmpty()) {
            request.header("Authorization", header);
        }

        assertFails(send(request.GET()), 401, Kind.UNAUTHORIZED, "the request has no valid token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/nothing", "/v1/ping/more", "/v1/pingpong", "/v1"})
    void refusesAPathThatIsNotThere(String path) throws Exception {
        assertFails(get(path), 404, Kind.NOT_FOUND, "there is no " + path);
        assertThat(send(request(path).GET()).statusCode()).isEqualTo(401);
    }

    @Test
    void refusesAMethodThatThePathDoesNotHave() throws Exception {
        assertThat(post(ControlPlane.PING, "").statusCode()).isEqualTo(404);
        assertThat(get(ControlPlane.STOP).statusCode()).isEqualTo(404);
    }

    @Test
    void letsAFailureTravelWithItsKindAndItsRemedy() throws Exception {
        controller = Optional.of(head.controller());

        Failure failure = decode(submit("job-1", "notes.txt"), 409, Failure.class);

        assertThat(failure.toException()).isInstanceOfSatisfying(PlatformException.class, e -> {
            assertThat(e.kind()).isEqualTo(Kind.INVALID);
            assertThat(e).hasMessage("no runtime of cluster 'demo' runs 'notes.txt'; it has: [shell]");
            assertThat(e.remedy()).contains("submit a script that ends in .sh or .py, or, to a cluster with the "
                    + "spark runtime, a jar or an SQL file");
        });
    }

    @Test
    void refusesABodyThatIsNoRecord() throws Exception {
        controller = Optional.of(head.controller());

        Failure failure = decode(post(ControlPlane.JOBS, "{password:"), 409, Failure.class);

        assertThat(failure.kind()).isEqualTo(Kind.INVALID);
        assertThat(failure.message()).startsWith("the text is no JobSubmission").doesNotContain("password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?id=job-1&stdout=many", "?id=job-1&stdout=-1"})
    void refusesParametersThatAreNoNumbers(String query) throws Exception {
        controller = Optional.of(head.controller());
        submit("job-1", "a.sh");

        assertThat(decode(get(ControlPlane.JOB_OUTPUT + query), 400, Failure.class).kind()).isEqualTo(Kind.INVALID);
    }

    @Test
    void refusesANodeThatHasNoName() throws Exception {
        controller = Optional.of(head.controller());

        Failure failure = decode(post(ControlPlane.KILL + "?node=%2e%2e%2fx", ""), 400, Failure.class);

        assertThat(failure.message()).contains("'../x' is no node id");
    }

    @Test
    void runsAJobAndHandsOutItsOutput() throws Exception {
        controller = Optional.of(head.controller());
        assertThat(submit("job-1", "a.sh").statusCode()).isEqualTo(200);
        runner.print("job-1", "stdout.log", "hello");
        runner.end("job-1", 0);

        JobOutput output = decode(get(ControlPlane.JOB_OUTPUT + "?id=job-1&stdout=2"), 200, JobOutput.class);

        assertThat(new String(Base64.getDecoder().decode(output.stdout()), StandardCharsets.UTF_8)).isEqualTo("llo");
        assertThat(get(ControlPlane.JOBS).body()).contains("\"job-1\"").contains("SUCCEEDED");
    }

    @Test
    void becomesWhatANewSpecificationSays() throws Exception {
        controller = Optional.of(head.controller());

        assertThat(post(ControlPlane.SPEC, wish("\"min_workers\": 0", "\"min_workers\": 3")).statusCode())
                .isEqualTo(200);

        assertThat(controller.orElseThrow().spec().workerTypes().get(0).minWorkers()).isEqualTo(3);
    }

    @Test
    void keepsTheOldSpecificationIfTheNewOneIsWrong() throws Exception {
        controller = Optional.of(head.controller());

        Failure failure = decode(
                post(ControlPlane.SPEC, wish("\"min_workers\": 0", "\"min_workers\": -1")),
                400, Failure.class);
        assertThat(failure.message()).contains("min_workers");
        assertFails(post(ControlPlane.SPEC, wish("\"demo\"", "\"other\"")), 409, Kind.INVALID,
                "this head leads cluster 'demo' of workspace 'lab', not 'other' of 'lab'");

        assertThat(controller.orElseThrow().spec().workerTypes().get(0).minWorkers()).isZero();
    }

    @Test
    void stopsTheClusterForGood() throws Exception {
        controller = Optional.of(head.controller());

        assertThat(post(ControlPlane.STOP, "").statusCode()).isEqualTo(200);

        assertThat(decode(get(ControlPlane.STATUS), 200, ClusterStatus.class).phase())
                .isEqualTo(ClusterStatus.Phase.STOPPING);
    }

    @Test
    void saysWhereItCannotListen() {
        assertThatThrownBy(this::server)
                .isInstanceOf(PlatformException.class)
                .hasMessageStartingWith("the control API cannot listen on " + ADDRESS + ":" + ControlPlane.CONTROL_PORT);
        assertThat(scheduler.open()).containsExactly("control");
    }

    @Test
    void leavesNothingOpen() {
        server.close();

        assertThat(scheduler.open()).isEmpty();
        assertThatThrownBy(() -> get(ControlPlane.PING)).isInstanceOf(IOException.class);
        server = server();
        server.start();
    }

    private ControlServer server() {
        HeadParts parts = new HeadParts() {
            @Override
            public Optional<ClusterController> findController() {
                return controller;
            }

            @Override
            public Optional<JobService> findJobs() {
                return controller.map(found -> new JobService(found, head.runtimes(), runner, head.codec(), head.time()));
            }

            @Override
            public String trouble() {
                return "the state does not answer";
            }
        };
        return new ControlServer(
                ADDRESS, Secret.of(TOKEN), head.codec(),
                List.of(new ClusterRoutes(parts, head.codec()), new JobRoutes(parts, head.codec())), scheduler);
    }

    private static String wish(String old, String fresh) {
        return "{\"settings\": " + FakeHead.CLUSTER.replace(old, fresh) + ", \"secrets\": {\"values\": {}}}";
    }

    private HttpResponse<String> submit(String id, String file) throws IOException, InterruptedException {
        return post(ControlPlane.JOBS, head.codec().encode(
                new JobSubmission(id, new JobRequest(file, Optional.empty(), List.of(), Map.of()))));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).header("Authorization", "Bearer " + TOKEN).GET());
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send(request(path).header("Authorization", "Bearer " + TOKEN).POST(BodyPublishers.ofString(body)));
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + ADDRESS + ":" + ControlPlane.CONTROL_PORT + path))
                .timeout(Duration.ofMinutes(1));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private <T> T decode(HttpResponse<String> response, int status, Class<T> type) {
        assertThat(response.statusCode()).as("%s", response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        return head.codec().decode(response.body(), type);
    }

    private void assertFails(HttpResponse<String> response, int status, Kind kind, String message) {
        assertThat(decode(response, status, Failure.class)).isEqualTo(new Failure(kind, message, ""));
    }

    private static String address(long pid) {
        return "127.%d.%d.%d".formatted(200 + (pid >> 14 & 31), pid >> 7 & 127, 1 + (pid & 127));
    }
}
