package io.cloudtik.shell.verb;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.control.ClusterOverview;
import io.cloudtik.api.control.HealthReport.Finding;
import io.cloudtik.api.control.WorkerOperations.Scaling;
import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.node.Resources;
import io.cloudtik.codec.json.JacksonRecordCodec;
import io.cloudtik.shell.Verb;
import io.cloudtik.shell.VerbRun;
import io.cloudtik.shell.terminal.Consoles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The verbs of those who look after a cluster. */
class CareVerbsTest {

    private final FakeOperations operations = new FakeOperations();
    private final FakeCare care = new FakeCare(operations.calls);
    private final JacksonRecordCodec codec = new JacksonRecordCodec();
    private Consoles consoles = Consoles.plain();

    private int run(Verb verb, String... words) {
        return new VerbRun(consoles.console()).run(verb.command(consoles.console()), words);
    }

    private String out(Verb verb, String... words) {
        consoles = Consoles.plain();
        assertThat(run(verb, words)).as("%s", consoles.err()).isZero();
        return consoles.out();
    }

    @Test
    void printsAddressesBare() {
        assertThat(out(new HeadIpVerb(care, codec), "c.yaml")).isEqualTo("127.0.0.2\n");
        assertThat(out(new HeadIpVerb(care, codec), "c.yaml", "--public")).isEqualTo("head.example\n");
        assertThat(out(new WorkerIpsVerb(care, operations, codec), "c.yaml")).isEqualTo("127.0.0.3\n127.0.0.4\n");
        assertThat(out(new WorkerIpsVerb(care, operations, codec), "c.yaml", "--separator", ","))
                .isEqualTo("127.0.0.3,127.0.0.4\n");
        assertThat(out(new HeadIpVerb(care, codec), "c.yaml", "-o", "json")).contains("\"demo-head\"").contains("\"sshHost\"");
    }

    @Test
    void printsTheAddressesOfTheWorkersThatAreMeant() {
        WorkerIpsVerb verb = new WorkerIpsVerb(care, operations, codec);

        assertThat(out(verb, "demo.yaml", "--node-status", "ready")).isEqualTo("127.0.0.3\n");
        assertThat(out(verb, "demo.yaml", "--runtime", "spark")).isEmpty();
    }

    @Test
    void keepsTheLinesOfSeveralNodesApartAndTellsWhoFailed() {
        care.exitCode = 3;

        assertThat(run(new ExecVerb(care, new FakeAccess(), operations, care), "c.yaml", "--all-nodes", "--parallel", "uptime")).isEqualTo(3);

        assertThat(operations.calls).containsExactly("exec c.yaml all parallel [sh, -c, uptime]");
        assertThat(consoles.out()).isEqualTo("demo-head: first\ndemo-head: second, without an end\n");
        assertThat(consoles.err()).isEqualToNormalizingNewlines("""
                demo-worker-1: first
                demo-worker-1: exit code 3
                demo-worker-2: it is not reachable
                error: it failed on 2 of 3 nodes
                """);
    }

    @Test
    void findsANodeByItsAddressAndTakesOneWayToNameIt() {
        run(new ExecVerb(care, new FakeAccess(), operations, care), "c.yaml", "--node-ip", "127.0.0.3", "uptime");
        assertThat(run(new ExecVerb(care, new FakeAccess(), operations, care), "c.yaml", "--node", "w1", "--all-nodes", "uptime")).isEqualTo(2);

        assertThat(operations.calls).containsExactly("exec c.yaml 127.0.0.3 [sh, -c, uptime]");
    }

    @Test
    void makesTheFolderThatASlashNames(@TempDir Path here) {
        run(new DownloadVerb(care, codec), "c.yaml", "data.csv", here + "/new/");

        assertThat(here.resolve("new")).isDirectory();
        assertThat(operations.calls).containsExactly("download c.yaml head data.csv " + here.resolve("new"));
    }

    @Test
    void copiesFilesToNodesAndBack() {
        assertThat(run(new UploadVerb(care, codec), "c.yaml", "data.csv", "data/", "--node", "w1")).isZero();
        assertThat(run(new DownloadVerb(care, codec), "c.yaml", "data.csv", ".", "-a")).isEqualTo(1);

        assertThat(operations.calls).containsExactly("upload c.yaml w1 data.csv data/", "download c.yaml all data.csv .");
        assertThat(consoles.err()).contains("demo-worker-1: there is no such file", "error: it failed on 1 of 2 nodes");
    }

    @Test
    void scalesWithoutAskingWhenTheClusterGrows() {
        assertThat(run(new ScaleVerb(care, codec), "c.yaml", "--workers", "5")).isZero();

        assertThat(operations.calls).hasSize(2).last().isEqualTo("scale c.yaml 5");
        assertThat(consoles.out()).isEqualTo(
                "workers of type worker.default are scaled from 2 to 5: 5 workers were asked for\n");
    }

    @Test
    void asksBeforeItShrinksACluster() {
        care.scaling = new Scaling(new NodeTypeName("worker.default"), 5, 2, "2 workers were asked for");

        assertThat(run(new ScaleVerb(care, codec), "c.yaml", "--workers", "2")).isEqualTo(2);
        assertThat(consoles.err()).contains("End 3 workers of the cluster of c.yaml?").contains("--yes");
        assertThat(run(new ScaleVerb(care, codec), "c.yaml", "--workers", "2", "--yes")).isZero();

        assertThat(operations.calls).filteredOn(call -> call.startsWith("scale ")).containsExactly("scale c.yaml 2");
    }

    @Test
    void onlyPlansToScaleInADryRun() {
        assertThat(run(new ScaleVerb(care, codec), "c.yaml", "--cpus", "8", "--memory", "16G", "--resources", "disk:2", "--dry-run"))
                .isZero();

        assertThat(operations.calls).singleElement().asString()
                .startsWith("planScale c.yaml").contains("16 GiB").contains("disk=2.0");
        assertThat(consoles.out()).contains("would be scaled from 2 to 5");
    }

    @ParameterizedTest
    @CsvSource({
        "--up-only, how large the cluster shall be was not said",
        "--workers=-1, less than nothing",
        "--resources=disk, 'disk' is no resource; write NAME:AMOUNT",
        "--memory=lots, lots",
    })
    void refusesARequestThatSaysNothingUseful(String option, String message) {
        assertThat(run(new ScaleVerb(care, codec), "c.yaml", option)).isEqualTo(2);

        assertThat(consoles.err()).contains(message);
        assertThat(operations.calls).isEmpty();
    }

    @Test
    void waitsForAsManyWorkersAsAreAskedFor() {
        assertThat(out(new WaitForReadyVerb(care, codec), "c.yaml", "--min-workers", "1", "--timeout", "90s"))
                .isEqualTo("cluster demo is ready\n");
        out(new WaitForReadyVerb(care, codec), "c.yaml");

        assertThat(operations.calls).containsExactly("awaitReady c.yaml 1 PT1M30S", "awaitReady c.yaml all PT10M");
    }

    @Test
    void answersHealthWithItsExitCode() {
        assertThat(out(new HealthCheckVerb(care, codec), "c.yaml")).isEqualTo("healthy: 2 parts were looked at\n");
        assertThat(out(new HealthCheckVerb(care, codec), "c.yaml", "--with-details")).contains("primary").contains("answers");

        care.findings = List.of(
                new Finding("state", "primary", true, "answers"),
                new Finding("node", "demo-worker-1", false, "suspect: silent for 12 s"));
        consoles = Consoles.plain();
        assertThat(run(new HealthCheckVerb(care, codec), "c.yaml")).isEqualTo(1);
        assertThat(consoles.out()).contains("not healthy: 1 of 2 parts").contains("silent for 12 s").doesNotContain("primary");
        assertThat(run(new HealthCheckVerb(care, codec), "c.yaml", "--component", "state")).isZero();
        assertThat(run(new HealthCheckVerb(care, codec), "c.yaml", "--component", "nothing")).isEqualTo(1);
        assertThat(consoles.err()).contains("the cluster has no 'nothing' to look at; it has: [state, node]");
    }

    @Test
    void followsEventsAndTheLogWithoutTellingAnEventTwice() {
        String all = out(new MonitorVerb(care), "c.yaml", "--lines", "5");
        assertThat(all).contains("NODE_READY demo-worker-1: after 9 s").contains("another line").doesNotContain("EventJournal");
        assertThat(out(new MonitorVerb(care), "c.yaml", "--file-type", "log"))
                .contains("EventJournal").contains("another line").doesNotStartWith("1970");
        assertThat(out(new MonitorVerb(care), "c.yaml", "--file-type", "events")).doesNotContain("another line");
        assertThat(run(new MonitorVerb(care), "c.yaml", "--lines", "-1")).isEqualTo(2);
    }

    @Test
    void showsWhatTheControllerSees() {
        assertThat(out(new DebugStatusVerb(care, codec), "c.yaml"))
                .contains("controller of epoch 3, last pass 1 s ago")
                .contains("2 worker.default")
                .contains("why: it failed before")
                .contains("waits: demo-worker-2: the machine is starting; given up at 1970-01-01T00:00:00Z");
        assertThat(out(new DebugStatusVerb(care, codec), "c.yaml", "-o", "yaml")).contains("epoch: 3");
    }

    @Test
    void showsHowToUseAClusterOrOneNumberOfIt() {
        assertThat(out(new InfoVerb(care, codec), "my file.yaml"))
                .contains("1 of 2 ready, together 8 CPUs, 9 GiB; each 4 CPUs, 4.5 GiB")
                .contains("./cloudtik attach 'my file.yaml'")
                .contains("ssh -i /keys/cluster-key -p 22 ann@head.example");
        assertThat(out(new InfoVerb(care, codec), "c.yaml", "--total-workers")).isEqualTo("2\n");
        assertThat(out(new InfoVerb(care, codec), "c.yaml", "--worker-cpus")).isEqualTo("8\n");
        assertThat(out(new InfoVerb(care, codec), "c.yaml", "--worker-memory")).isEqualTo("9\n");
        assertThat(out(new InfoVerb(care, codec), "c.yaml", "--memory-per-worker")).isEqualTo("4.5\n");
        assertThat(out(new InfoVerb(care, codec), "c.yaml", "--gpus-per-worker")).isEqualTo("0\n");
        assertThat(out(new InfoVerb(care, codec), "c.yaml", "--sockets-per-worker")).isEqualTo("2\n");
    }

    @Test
    void tellsOfEachTypeOfWorkersWhereThereAreSeveral() {
        care.workerTypes = List.of(
                new ClusterOverview.WorkerType(new NodeTypeName("worker.small"), 1, 3, 1, 1, 1,
                        Optional.of(Resources.of(1, DataSize.ofGibibytes(1)))),
                new ClusterOverview.WorkerType(new NodeTypeName("worker.large"), 0, 2, 1, 1, 0,
                        Optional.of(new Resources(4, DataSize.ofGibibytes(2), 1, Map.of("licence", 2.0)))),
                new ClusterOverview.WorkerType(new NodeTypeName("worker.new"), 0, 2, 0, 0, 0, Optional.empty()));

        assertThat(out(new InfoVerb(care, codec), "c.yaml")).contains("""
                workers:                   1 of 2 ready, together 8 CPUs, 9 GiB
                  worker.small:            1 of 1 ready, 1 to 3 allowed; each 1 CPU, 1 GiB
                  worker.large:            0 of 1 ready, 0 to 2 allowed; each 4 CPUs, 2 GiB, 1 GPUs, licence 2
                  worker.new:              0 of 0 ready, 0 to 2 allowed
                """);
    }

    @Test
    void namesTheDumpAndWhatIsNotInIt() {
        assertThat(out(new ClusterDumpVerb(care), "c.yaml", "--output", "d.tar.gz")).isEqualTo("d.tar.gz\n");
        assertThat(consoles.err()).contains("left out: node demo-worker-2: it is not reachable");
        out(new ClusterDumpVerb(care), "c.yaml", "--head-only", "--silent");
        assertThat(consoles.err()).isEmpty();

        assertThat(operations.calls).containsExactly("dump c.yaml all", "dump c.yaml head");
    }

    @Test
    void looksAtJobsAgainAndPassesTheirCode() {
        operations.exitCode = 3;
        JobVerb job = new JobVerb(operations, codec);

        assertThat(out(job, "list", "c.yaml")).isEqualTo("no jobs\n");
        assertThat(out(job, "status", "c.yaml", "job-1")).contains("job-1").contains("FAILED").contains("3");
        assertThat(out(job, "logs", "c.yaml", "job-1")).isEqualTo("printed\n");
        assertThat(run(job, "logs", "c.yaml", "job-1", "-f")).isEqualTo(3);
        assertThat(run(job, "cancel", "c.yaml", "job-1")).isEqualTo(2);
        assertThat(run(job, "cancel", "c.yaml", "job-1", "--yes")).isZero();

        assertThat(operations.calls).containsExactly(
                "find c.yaml job-1", "output c.yaml job-1", "follow c.yaml job-1", "cancel c.yaml job-1");
    }

    @Test
    void tellsWhichNodeWasKilledToPrograms() {
        assertThat(out(new KillNodeVerb(operations, codec), "demo.yaml", "--node-ip", "127.0.0.3", "--yes", "-o", "json"))
                .contains("\"node\"").contains("\"demo-worker-1\"");
        assertThat(run(new KillNodeVerb(operations, codec), "demo.yaml", "--node-ip", "127.0.0.9", "--yes")).isEqualTo(1);

        assertThat(consoles.err()).contains("the cluster has no worker at '127.0.0.9'");
    }

    @Test
    void showsProcessesAndMetrics() {
        assertThat(out(new ProcessStatusVerb(operations, codec), "demo.yaml")).isEqualTo("no processes\n");
        assertThat(out(new ResourceMetricsVerb(operations, codec), "demo.yaml")).contains("demo-worker-1").contains("CPU");
        assertThat(out(new ResourceMetricsVerb(operations, codec), "demo.yaml", "-o", "json")).contains("\"metrics\" : { }");
    }

    @Test
    void stopsAndStartsRuntimesOnTheNodesThatAreMeant() {
        FakeRuntimeOperations runtimes = new FakeRuntimeOperations(operations.calls);
        RuntimeVerb verb = new RuntimeVerb(runtimes, codec);

        assertThat(run(verb, "stop", "c.yaml", "--runtimes", "spark")).isEqualTo(2);
        assertThat(out(verb, "stop", "c.yaml", "--runtimes", "spark,ml", "--yes")).contains("spark-worker").contains("STOPPED");
        out(verb, "restart", "c.yaml", "--node", "w1", "-y", "--timeout", "10s");
        out(verb, "start", "c.yaml");
        assertThat(out(verb, "stop", "c.yaml", "--dry-run")).contains("somebody asks for it");
        assertThat(out(verb, "status", "c.yaml", "-o", "json")).contains("\"STOPPED\"");

        assertThat(operations.calls).containsExactly(
                "STOP c.yaml [spark, ml] ALL PT5M", "RESTART c.yaml [] NODE PT10S", "START c.yaml [] ALL PT5M",
                "plan STOP c.yaml", "services c.yaml [] ALL");
    }

    @Test
    void handsAVerbOfTheHeadTheFileThatTheHeadKeeps() {
        Path file = Path.of("/h/cluster.json");

        assertThat(HeadVerb.words("status", List.of("-o", "json"), file)).containsExactly("/h/cluster.json", "-o", "json");
        assertThat(HeadVerb.words("exec", List.of("--all-nodes", "ls", "-h"), file))
                .containsExactly("/h/cluster.json", "--all-nodes", "ls", "-h");
        assertThat(HeadVerb.words("job", List.of("logs", "job-1"), file)).containsExactly("logs", "/h/cluster.json", "job-1");
        assertThat(HeadVerb.words("job", List.of("--help"), file)).containsExactly("--help");
        assertThat(HeadVerb.words("job", List.of("list", "--help"), file)).containsExactly("list", "--help");
    }

    @Test
    void listsTheClustersOfAWorkspaceAndUpdatesOne() {
        WorkspaceVerb workspace = new WorkspaceVerb(operations.workspaces, codec);

        assertThat(out(workspace, "clusters", "w.yaml")).isEmpty();
        assertThat(out(workspace, "info", "w.yaml")).contains("COMPLETE");
        assertThat(out(workspace, "update", "w.yaml", "--dry-run")).contains("WOULD");
    }

    @Test
    void showsNoEmptyTableOfAClusterThatIsNotUp() {
        operations.isAbsent = true;

        for (Verb verb : List.of(new ProcessStatusVerb(operations, codec), new ResourceMetricsVerb(operations, codec))) {
            consoles = Consoles.plain();
            assertThat(run(verb, "demo.yaml")).isEqualTo(1);
            assertThat(consoles.out()).isEmpty();
            assertThat(consoles.err()).contains("error: cluster 'demo' is not up in workspace 'lab'").contains("start demo.yaml");
        }
    }

    @Test
    void everyVerbShowsItsHelpWithAnExample() {
        List<Verb> verbs = List.of(
                new HeadIpVerb(care, codec), new WorkerIpsVerb(care, operations, codec),
                new ExecVerb(care, new FakeAccess(), operations, care), new UploadVerb(care, codec),
                new DownloadVerb(care, codec), new ScaleVerb(care, codec), new WaitForReadyVerb(care, codec),
                new HealthCheckVerb(care, codec), new MonitorVerb(care), new DebugStatusVerb(care, codec),
                new InfoVerb(care, codec), new ClusterDumpVerb(care), new JobVerb(operations, codec), new RuntimeVerb(new FakeRuntimeOperations(operations.calls), codec),
                new ProcessStatusVerb(operations, codec), new ResourceMetricsVerb(operations, codec));
        for (Verb verb : verbs) {
            assertThat(out(verb, "--help")).contains("Usage:").contains("Examples:").doesNotContain("%n");
        }
        assertThat(operations.calls).isEmpty();
    }
}
