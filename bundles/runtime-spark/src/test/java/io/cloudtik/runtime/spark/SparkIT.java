package io.cloudtik.runtime.spark;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.model.cluster.ClusterName;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.node.Resources;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.problem.Secret;
import io.cloudtik.api.spi.runtime.Drain;
import io.cloudtik.api.spi.runtime.HealthCheck;
import io.cloudtik.api.spi.runtime.JobDependencies;
import io.cloudtik.api.spi.runtime.JobRequest;
import io.cloudtik.api.spi.runtime.NodeContext;
import io.cloudtik.api.spi.runtime.NodePlan;
import io.cloudtik.api.spi.runtime.PlannedService;
import io.cloudtik.api.spi.runtime.ScrapeEndpoint;
import io.cloudtik.api.spi.runtime.WorkerGroup;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real master, a real worker and real jobs, started from nothing but the runtime's plans. */
class SparkIT {

    private static final long JOB_SECONDS = 300;
    private static final long START_SECONDS = 240;
    private static final Path EXAMPLES = Path.of("..", "..", "examples");

    @TempDir
    static Path temp;

    private static final SparkRuntime RUNTIME = new SparkRuntime();
    private static final List<Process> PROCESSES = new ArrayList<>();
    private static NodeContext head;
    private static InstalledPlan headPlan;
    private static NodeContext workerNode;
    private static String worker;
    private static Path jars;
    private static Path java;

    @BeforeAll
    static void startACluster() throws IOException, InterruptedException {
        Optional<Path> found = TestMachine.java();
        assumeTrue(found.isPresent(), "SKIPPED: Spark runs on Java 17 or 21, and there is none beside the build's own");
        String network = TestMachine.freeNetwork(7077, 7078, 8080, 8081, 18080);
        worker = network + 2;
        java = found.get();
        jars = TestMachine.sparkJars();
        head = node("head", NodeKind.HEAD, network + 1, network + 1);
        headPlan = start(head, jars, java);
        workerNode = node("worker", NodeKind.WORKER, worker, network + 1);
        start(workerNode, jars, java);
        await("the worker is known to the master", () -> page(network + 1, 8080).contains("\"aliveworkers\" : 1"));
    }

    @AfterAll
    static void stopTheCluster() throws InterruptedException {
        List<ProcessHandle> all = PROCESSES.stream()
                .flatMap(process -> Stream.concat(process.descendants(), Stream.of(process.toHandle())))
                .toList();
        PROCESSES.forEach(Process::destroy);
        for (Process process : PROCESSES) {
            process.waitFor(10_000, MILLISECONDS);
        }
        all.forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void runsAJarOnTheWorkers() throws IOException, InterruptedException {
        InstalledPlan.Outcome outcome = runJar("sum", Map.of());

        assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
        assertThat(outcome.output()).isEqualTo("sum 500500 on [" + worker + "]\n");
    }

    @Test
    void passesOnTheExitCodeOfAJob() throws IOException, InterruptedException {
        assertThat(runJar("3", Map.of()).exitCode()).isEqualTo(3);
    }

    @Test
    void failsWithAJobThatThrows() throws IOException, InterruptedException {
        InstalledPlan.Outcome outcome = runJar("throw", Map.of());

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.errors()).contains("IllegalStateException: as told");
    }

    @Test
    void runsTheExampleOverTheFilesSubmittedWithIt() throws IOException, InterruptedException {
        Path job = Files.createTempDirectory(temp, "job");
        for (String file : List.of("flights-20k.json", "airports.csv")) {
            Files.copy(EXAMPLES.resolve("data").resolve(file), job.resolve(file));
        }

        InstalledPlan.Outcome outcome = runSql(
                job, List.of("from=ORD"), Files.readString(EXAMPLES.resolve("local").resolve("routes.sql")));

        assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
        assertThat(outcome.output()).isEqualTo("""
                city               flights  miles  late %
                -----------------  -------  -----  ------
                Minneapolis             49    334    14.3
                Philadelphia            41    678    31.7
                Dallas-Fort Worth       37    802    29.7
                Atlanta                 33    606    12.1
                New York                33    733    24.2

                """);
    }

    @Test
    void runsAnSqlFileUpToTheLineThatIsWrong() throws IOException, InterruptedException {
        InstalledPlan.Outcome outcome = runSql(Files.createTempDirectory(temp, "job"), List.of("year=2001"), """
                -- A semicolon; in a comment
                SELECT ${year} AS year, ';' AS mark, CAST(NULL AS DOUBLE) AS nothing;

                SELECT 1,
                  nothing FROM nowhere;
                """);

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.output()).isEqualTo("""
                year  mark  nothing
                ----  ----  -------
                2001  ;        NULL

                """);
        assertThat(outcome.errors()).contains("report.sql:5: ").contains("nowhere").doesNotContain("\tat org.apache");
    }

    @Test
    void refusesAnSqlFileWithAVariableThatNothingGivesAValue() throws IOException, InterruptedException {
        InstalledPlan.Outcome outcome = runSql(Files.createTempDirectory(temp, "job"), List.of("year=2001"), """
                SET month = 7;
                SELECT ${year}, ${month};
                SELECT ${yaer}; -- ${nor this}
                """);

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.output()).as("nothing is run before").isEmpty();
        assertThat(outcome.errors())
                .contains("report.sql:3: nothing gives ${yaer} a value; submit the file with yaer=VALUE after it");
    }

    /** Without PySpark, of which this needs none: how a program gets its arguments, its modules and a driver beside it. */
    @Test
    void runsAPythonProgramBesideItsDriverAndPassesItsCode() throws IOException, InterruptedException {
        assumeTrue(TestMachine.hasPython(), "SKIPPED: there is no python3 on this machine");
        Path job = Files.createTempDirectory(temp, "job");
        Files.writeString(job.resolve("helpers.py"), "def said(words): return ' and '.join(words)\n");
        Files.writeString(job.resolve("program.py"), """
                import os, socket, sys
                import helpers
                driver = socket.create_connection(("127.0.0.1", int(os.environ["PYSPARK_GATEWAY_PORT"])))
                print(helpers.said(sys.argv[1:]), "beside its driver" if driver else "alone", flush=True)
                sys.exit(7)
                """);

        InstalledPlan.Outcome outcome = run(job, new JobRequest(
                "program.py", Optional.empty(), List.of("one", "two words"), Map.of(),
                new JobDependencies(List.of(), List.of(), List.of("${job}/helpers.py"), List.of())));

        assertThat(outcome.output()).as(outcome.errors()).isEqualTo("one and two words beside its driver\n");
        assertThat(outcome.exitCode()).isEqualTo(7);
    }

    @Test
    void givesExecutorsBackWhenAJobIsIdle() throws IOException, InterruptedException {
        InstalledPlan.Outcome outcome =
                runJar("idle", Map.of("spark.dynamicAllocation.executorIdleTimeout", "1s"));

        assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
        assertThat(outcome.output()).isEqualTo("worked with true\nthen went to 0\n");
    }

    @Test
    void showsEndedApplicationsByTheirLogsInTheStorage() throws IOException, InterruptedException {
        runJar("sum", Map.of("spark.app.name", "remembered"));

        await("the history shows it", () ->
                get("http://" + head.address() + ":18080/api/v1/applications").contains("\"remembered\""));
        try (Stream<Path> logs = Files.list(temp.resolve("our storage/spark/demo/events"))) {
            assertThat(logs).isNotEmpty();
        }
    }

    @Test
    void tellsItsMetricsInPrometheusForm() throws IOException, InterruptedException {
        for (ScrapeEndpoint scrape : RUNTIME.node(workerNode).scrapes()) {
            await(scrape.job() + " tells of its cores", () -> metrics(scrape).contains("metrics_worker_coresFree_Value"));
        }
        ScrapeEndpoint master = RUNTIME.node(head).scrapes().get(0);
        await("the master tells of its workers", () -> metrics(master).contains("metrics_master_aliveWorkers_Value"));
    }

    /**
     * The shuffle files of the second worker, whose Spark is laid out as a tarball has it, are read after it has gone, and
     * nothing is computed twice.
     */
    @Test
    void losesNothingWithAWorkerThatIsDrained() throws IOException, InterruptedException {
        Settings fromTarball = Settings.of(Map.of("tarball", "https://example.org/spark.tgz", "sha512", "0".repeat(128)));
        NodeContext second = node(
                "second", NodeKind.WORKER, worker.substring(0, worker.length() - 1) + 3, head.address(), fromTarball);
        Path unpacked = Files.createDirectory(temp.resolve("spark-4-bin"));
        Files.createSymbolicLink(unpacked.resolve("jars"), jars);
        InstalledPlan plan = start(second, unpacked, java);
        PlannedService service = RUNTIME.node(second).services().get(0);
        Process secondWorker = PROCESSES.get(PROCESSES.size() - 1);
        Path job = Files.createTempDirectory(temp, "job");
        writeJar(job.resolve("sample.jar"));
        JobRequest request = new JobRequest(
                "sample.jar", Optional.of(SampleJob.class.getName()),
                List.of("shuffle", job.resolve("written").toString(), job.resolve("go").toString()), Map.of());
        CompletableFuture<InstalledPlan.Outcome> outcome = CompletableFuture.supplyAsync(() -> inBackground(job, request));
        await("the shuffle is written", () -> Files.exists(job.resolve("written")) || outcome.isDone());

        assertThat(isIdle(service)).isFalse();
        Drain drain = service.drain().orElseThrow();
        new ProcessBuilder("/bin/sh", "-c", "kill -s " + drain.signal() + " " + secondWorker.pid()).start().waitFor();
        Process drained = plan.startDrain(service);
        assertThat(drained.waitFor(JOB_SECONDS, SECONDS)).as(plan.log(service)).isTrue();
        assertThat(drained.exitValue()).isZero();
        assertThat(isIdle(service)).isTrue();
        secondWorker.destroy();
        Files.createFile(job.resolve("go"));

        assertThat(outcome.join().exitCode()).as(outcome.join().errors()).isZero();
        assertThat(outcome.join().output()).isEqualTo("sum 500500, each number mapped 1.0 times\n");
    }

    private static boolean isIdle(PlannedService worker) throws InterruptedException {
        HealthCheck check = worker.healthCheck();
        return Pattern.compile(check.idleWhen()).matcher(get(check.target())).find();
    }

    private static String metrics(ScrapeEndpoint scrape) throws InterruptedException {
        return get("http://" + scrape.address() + ":" + scrape.port() + scrape.path());
    }

    private static InstalledPlan.Outcome inBackground(Path job, JobRequest request) {
        try {
            return run(job, request);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static InstalledPlan.Outcome runJar(String argument, Map<String, String> options) throws IOException, InterruptedException {
        Path job = Files.createTempDirectory(temp, "job");
        writeJar(job.resolve("sample.jar"));
        return run(job, new JobRequest(
                "sample.jar", Optional.of(SampleJob.class.getName()), List.of(argument), options));
    }

    private static InstalledPlan.Outcome runSql(Path job, List<String> variables, String text)
            throws IOException, InterruptedException {
        Files.writeString(job.resolve("report.sql"), text);
        return run(job, new JobRequest("report.sql", Optional.empty(), variables, Map.of()));
    }

    private static InstalledPlan.Outcome run(Path job, JobRequest request) throws IOException, InterruptedException {
        return headPlan.run(RUNTIME.jobs().orElseThrow().plan(request, head), job, JOB_SECONDS);
    }

    private static void writeJar(Path jar) throws IOException {
        String name = SampleJob.class.getName().replace('.', '/') + ".class";
        try (OutputStream out = Files.newOutputStream(jar); JarOutputStream entries = new JarOutputStream(out)) {
            entries.putNextEntry(new JarEntry(name));
            entries.write(SampleJob.class.getResourceAsStream("SampleJob.class").readAllBytes());
            entries.closeEntry();
        }
    }

    private static InstalledPlan start(NodeContext node, Path jars, Path java) throws IOException, InterruptedException {
        NodePlan plan = RUNTIME.node(node);
        Path folder = Files.createDirectory(temp.resolve(node.node().value()));
        InstalledPlan installed = new InstalledPlan(folder, jars, java, plan);
        for (PlannedService service : plan.services()) {
            Process process = installed.start(service);
            PROCESSES.add(process);
            URI check = URI.create(service.healthCheck().target());
            await(service.name() + " answers", () -> {
                assertThat(process.isAlive()).as(installed.log(service)).isTrue();
                return !get(check.toString()).isEmpty();
            });
        }
        return installed;
    }

    /** The master's or worker's own description; empty while it does not answer. */
    private static String page(String host, int port) throws InterruptedException {
        return get("http://" + host + ":" + port + "/json/");
    }

    private static String get(String address) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            return "";
        }
    }

    private interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    private static void await(String what, Condition condition) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(START_SECONDS).toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("%s within %s s", what, START_SECONDS).isLessThan(deadline);
            new CountDownLatch(1).await(200, MILLISECONDS);
        }
    }

    private static NodeContext node(String name, NodeKind kind, String address, String headAddress) {
        return node(name, kind, address, headAddress, Settings.empty());
    }

    private static NodeContext node(String name, NodeKind kind, String address, String headAddress, Settings settings) {
        return new NodeContext(
                new WorkspaceName("lab"),
                new ClusterName("demo"),
                new NodeId(name),
                kind,
                new NodeTypeName(name),
                Resources.of(1, DataSize.ofGibibytes(2)),
                address,
                headAddress,
                settings,
                List.of(new WorkerGroup(
                        new NodeTypeName("worker"), Optional.of(Resources.of(1, DataSize.ofGibibytes(2))), 2)),
                Optional.of(temp.resolve("our storage").toUri()),
                Secret.of("shared"));
    }
}
