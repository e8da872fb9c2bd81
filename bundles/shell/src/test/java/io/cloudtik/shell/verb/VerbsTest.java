package io.cloudtik.shell.verb;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.control.JobOperations.Call;
import io.cloudtik.api.control.JobOperations.HeadScript;
import io.cloudtik.api.control.JobOperations.Submission;
import io.cloudtik.api.problem.InvalidInputException;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.Place;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.problem.Problem;
import io.cloudtik.api.problem.Problems;
import io.cloudtik.api.spi.runtime.JobDependencies;
import io.cloudtik.codec.json.JacksonRecordCodec;
import io.cloudtik.shell.Verb;
import io.cloudtik.shell.VerbRun;
import io.cloudtik.shell.terminal.Consoles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerbsTest {

    private final FakeOperations operations = new FakeOperations();
    private final FakeCare care = new FakeCare(operations.calls);
    private final JacksonRecordCodec codec = new JacksonRecordCodec();
    private Consoles consoles = Consoles.plain();

    private int run(Verb verb, String... words) {
        return new VerbRun(consoles.console()).run(verb.command(consoles.console()), words);
    }

    private int start(String... words) {
        return run(new StartVerb(operations, codec), words);
    }

    private int stop(String... words) {
        return run(new StopVerb(operations, codec), words);
    }

    private int status(String... words) {
        return run(new StatusVerb(operations, codec), words);
    }

    private int workspace(String... words) {
        return run(new WorkspaceVerb(operations.workspaces, codec), words);
    }

    private int exec(String... words) {
        return run(new ExecVerb(care, new FakeAccess(), operations, care), words);
    }

    private int submit(String... words) {
        return run(new SubmitVerb(operations, operations, care), words);
    }

    private int killNode(String... words) {
        return run(new KillNodeVerb(operations, codec), words);
    }

    @Test
    void startWaitsAndShowsTheClusterOnStdoutAndItsProgressOnStderr() {
        assertThat(start("c.yaml", "--timeout", "90s")).isZero();

        assertThat(operations.calls).containsExactly("up c.yaml PT1M30S");
        assertThat(consoles.out()).startsWith("cluster demo in workspace lab: READY");
        assertThat(consoles.err()).contains("demo-head: ready");
    }

    @Test
    void showsNoProgressToThoseWhoWantNone() {
        assertThat(start("c.yaml", "--quiet")).isZero();

        assertThat(consoles.err()).isEmpty();
        assertThat(consoles.out()).startsWith("cluster demo in workspace lab: READY");
    }

    @Test
    void dryRunsShowTheirPlanAndDoNothing() {
        operations.known = List.of(FakeOperations.knownCluster("a"), FakeOperations.knownCluster("b"));

        assertThat(start("c.yaml", "--dry-run")).isZero();
        assertThat(stop("c.yaml", "--dry-run")).isZero();
        assertThat(stop("--all", "--dry-run")).isZero();
        assertThat(workspace("create", "w.yaml", "--dry-run")).isZero();
        assertThat(workspace("delete", "w.yaml", "--dry-run")).isZero();
        assertThat(killNode("c.yaml", "--dry-run")).isZero();

        assertThat(operations.calls).containsExactly(
                "planUp c.yaml", "planDown c.yaml", "known", "planDown cluster a", "planDown cluster b",
                "planCreate w.yaml", "planDelete w.yaml", "status c.yaml");
        assertThat(consoles.out()).contains("the cluster has no head").contains("b-head").contains("nothing to do");
    }

    @Test
    void writesResultsAsJsonAndYamlForPrograms() {
        assertThat(start("c.yaml", "--dry-run", "-o", "json")).isZero();
        assertThat(consoles.out()).contains("\"subject\" : \"demo-head\"");

        consoles = Consoles.plain();
        assertThat(status("demo.yaml", "-o", "yaml")).isZero();
        assertThat(consoles.out()).contains("phase: READY").doesNotContain("NODE");

        consoles = Consoles.plain();
        assertThat(workspace("list", "-o", "yaml")).isZero();
        assertThat(consoles.out()).startsWith("- ").contains("state: COMPLETE");
    }

    @Test
    void asksBeforeItEndsAClusterAndTakesNoForAnAnswer() {
        consoles = Consoles.attended("n\n");

        assertThat(stop("c.yaml")).isEqualTo(1);

        assertThat(operations.calls).isEmpty();
        assertThat(consoles.err()).contains("End all nodes of the cluster of c.yaml? [y/N]").contains("nothing was done");
    }

    @Test
    void endsTheClusterAfterAYes() {
        consoles = Consoles.attended("y\n");

        assertThat(stop("c.yaml")).isZero();

        assertThat(operations.calls).containsExactly("down c.yaml");
    }

    @Test
    void asksNothingBeforeItEndsAClusterThatIsNotThere() {
        operations.isAbsent = true;

        assertThat(stop("c.yaml")).isZero();

        assertThat(operations.calls).containsExactly("down c.yaml");
        assertThat(consoles.err()).doesNotContain("End all nodes");
    }

    @Test
    void needsAYesOnTheCommandLineWhereNobodyCanBeAsked() {
        assertThat(stop("c.yaml")).isEqualTo(2);
        assertThat(workspace("delete", "w.yaml")).isEqualTo(2);
        assertThat(killNode("c.yaml")).isEqualTo(2);

        assertThat(operations.calls).isEmpty();
        assertThat(consoles.err()).contains("--yes");
    }

    @Test
    void doesNotAskAfterAYesOnTheCommandLine() {
        assertThat(stop("c.yaml", "--yes")).isZero();
        assertThat(workspace("delete", "w.yaml", "-y")).isZero();
        assertThat(killNode("c.yaml", "-y", "--node", "demo-worker-1")).isZero();

        assertThat(operations.calls).containsExactly("down c.yaml", "delete w.yaml", "killNode c.yaml demo-worker-1");
    }

    @Test
    void stopsAllClustersThatWereStartedFromHere() {
        operations.known = List.of(FakeOperations.knownCluster("a"), FakeOperations.knownCluster("b"));

        assertThat(stop("--all", "--yes")).isZero();

        assertThat(operations.calls).containsExactly("known", "down cluster a", "down cluster b");
    }

    @Test
    void stoppingAllOfNothingIsSuccessAndAsksNothing() {
        assertThat(stop("--all")).isZero();
    }

    @Test
    void stopWantsAFileOrAllAndNotBoth() {
        assertThat(stop()).isEqualTo(2);
        assertThat(stop("c.yaml", "--all")).isEqualTo(2);

        assertThat(consoles.err()).contains("error: stop needs a FILE, or --all");
    }

    @Test
    void statusWithoutAFileShowsAllClusters() {
        operations.known = List.of(FakeOperations.knownCluster("a"), FakeOperations.knownCluster("b"));

        assertThat(status()).isZero();

        assertThat(consoles.out()).contains("cluster a in").contains("cluster b in");
    }

    @Test
    void statusOfNothingSaysHowToBegin() {
        assertThat(status()).isZero();

        assertThat(consoles.out()).isEmpty();
        assertThat(consoles.err()).contains("try: ./cloudtik quickstart");
    }

    @Test
    void givesASingleWordOfExecToTheNodesShell() {
        exec("c.yaml", "uptime; exit 3");

        assertThat(operations.calls).containsExactly("exec c.yaml head [sh, -c, uptime; exit 3]");
    }

    @Test
    void passesOnTheExitCodeOfTheCommandAndItsOutput() {
        care.exitCode = 42;

        assertThat(exec("c.yaml", "--node", "demo-worker-1", "ls", "-l", "--help")).isEqualTo(42);

        assertThat(operations.calls).containsExactly("exec c.yaml demo-worker-1 [ls, -l, --help]");
        assertThat(consoles.out()).isEqualTo("output\n");
    }

    @Test
    void handsWordsAfterTheScriptToTheJobAsTheyAre() {
        operations.exitCode = 3;

        assertThat(submit(
                        "c.yaml", "--class", "com.example.Main", "--file", "a.csv", "--file", "b.csv",
                        "--conf", "spark.x=1=2", "job.jar", "${job}/a.csv", "--class", "-v", "@x"))
                .isEqualTo(3);

        Call expected = new Call(
                Optional.of("com.example.Main"),
                List.of(Path.of("a.csv"), Path.of("b.csv")),
                JobDependencies.NONE,
                List.of("${job}/a.csv", "--class", "-v", "@x"),
                Map.of("spark.x", "1=2"));
        assertThat(operations.calls).containsExactly("submit c.yaml " + new Submission(Path.of("job.jar"), expected));
        assertThat(consoles.out()).isEqualTo("result\n");
    }

    @Test
    void runsAScriptThatIsOnTheHeadAlready() {
        operations.exitCode = 7;

        assertThat(run(new RunVerb(operations, operations, care), "c.yaml", "app/nightly.sh", "--start", "x")).isEqualTo(7);

        Call expected = new Call(Optional.empty(), List.of(), JobDependencies.NONE, List.of("--start", "x"), Map.of());
        assertThat(operations.calls).containsExactly("run c.yaml " + new HeadScript("app/nightly.sh", expected));
        assertThat(consoles.out()).isEqualTo("result\n");
    }

    @Test
    void bringsTheClusterUpBeforeTheWorkAndTakesItDownAfterIt() {
        care.exitCode = 3;

        assertThat(exec("c.yaml", "--start", "--min-workers", "2", "--wait-timeout", "90", "--stop", "ls")).isEqualTo(3);

        assertThat(operations.calls).containsExactly(
                "up c.yaml PT30M", "awaitReady c.yaml 2 PT1M30S", "exec c.yaml head [sh, -c, ls]", "down c.yaml");
    }

    @Test
    void leavesTheClusterUpWhenTheWorkCouldNotBeDone() {
        operations.failure = Optional.of(new PlatformException(Kind.UNAVAILABLE, "the head is away"));

        assertThat(submit("c.yaml", "--stop", "--wait-for-workers", "job.sh")).isEqualTo(1);

        assertThat(operations.calls).hasSize(2).first().isEqualTo("awaitReady c.yaml all PT10M");
        assertThat(operations.calls.get(1)).startsWith("submit c.yaml");
    }

    @Test
    void saysWhatToDoInThePlaceOfAnOptionOfThePythonEdition() {
        assertThat(stop("c.yaml", "--workers-only", "--yes")).isEqualTo(2);
        assertThat(exec("c.yaml", "--tmux", "ls")).isEqualTo(2);

        assertThat(operations.calls).isEmpty();
        assertThat(consoles.err())
                .contains("error: stop has no option '--workers-only' as in the Python edition: `cloudtik scale FILE --workers 0`")
                .contains("exec has no option '--tmux' as in the Python edition: what shall outlive the connection is a job");
    }

    @Test
    void goesOnWithoutAnOptionOfThePythonEditionThatChangesNothing() {
        assertThat(stop("c.yaml", "--hard", "--no-config-cache", "--yes")).isZero();

        assertThat(operations.calls).containsExactly("down c.yaml");
        assertThat(consoles.err())
                .contains("note: --hard does nothing here: services are not waited for")
                .contains("note: --no-config-cache does nothing here: nothing is cached");
    }

    @Test
    void handsOnWhatAJobNeedsBesideItsScript() {
        String[] words = {
            "c.yaml", "--packages", "org.a:a:1,org.b:b:2", "--packages", "org.c:c:3", "--jars", "x.jar,s3a://b/y.jar",
            "--py-files", "helpers.zip", "--files", "words.txt", "count.py", "--jars", "z"
        };

        assertThat(submit(words)).isZero();
        assertThat(run(new RunVerb(operations, operations, care), words)).isZero();

        Call expected = new Call(
                Optional.empty(),
                List.of(),
                new JobDependencies(
                        List.of("org.a:a:1", "org.b:b:2", "org.c:c:3"), List.of("x.jar", "s3a://b/y.jar"),
                        List.of("helpers.zip"), List.of("words.txt")),
                List.of("--jars", "z"),
                Map.of());
        assertThat(operations.calls).containsExactly(
                "submit c.yaml " + new Submission(Path.of("count.py"), expected),
                "run c.yaml " + new HeadScript("count.py", expected));
    }

    @Test
    void planningToKillAWorkerThatIsNotThereIsAFailure() {
        assertThat(killNode("demo.yaml", "--dry-run", "--node", "demo-head")).isEqualTo(1);

        assertThat(consoles.err()).contains("error: the cluster has no worker 'demo-head'");
    }

    @Test
    void showsAllProblemsOfAFileOneALine() {
        operations.failure = Optional.of(new InvalidInputException(Problems.of(
                Problem.error(new Place("c.yaml", 7, 3), "min_workers", "min_workers is -1, below 0", "write 0 or more"),
                Problem.error(new Place("c.yaml", 2, 1), "provder", "unknown key 'provder'", "did you mean provider?"))));

        assertThat(start("c.yaml")).isEqualTo(2);

        assertThat(consoles.err()).isEqualToNormalizingNewlines("""
                c.yaml:2:1: error: unknown key 'provder' (did you mean provider?)
                c.yaml:7:3: error: min_workers is -1, below 0 (write 0 or more)
                """);
    }

    @Test
    void saysWhatFailedAndWhatToDo() {
        operations.failure = Optional.of(new PlatformException(Kind.CONFLICT, "another up is under way since 12:00").withRemedy("wait for it"));

        assertThat(start("c.yaml")).isEqualTo(1);

        assertThat(consoles.err()).isEqualToNormalizingNewlines("error: another up is under way since 12:00\ntry: wait for it\n");
    }

    @Test
    void advisesCommandsThatCanBeTypedHere() {
        operations.failure = Optional.of(new PlatformException(Kind.NOT_FOUND, "cluster 'demo' is not up")
                .withRemedy("cloudtik start <cluster.yaml> brings it up; in a workspace: cloudtik workspace create <workspace.yaml>"));

        assertThat(status("my file.yaml")).isEqualTo(1);
        assertThat(workspace("status", "lab.yaml")).isEqualTo(1);

        assertThat(consoles.err())
                .contains("try: ./cloudtik start 'my file.yaml' brings it up; in a workspace: "
                        + "./cloudtik workspace create <workspace.yaml>")
                .contains("./cloudtik workspace create lab.yaml");
    }

    @Test
    void aRequestThatIsWrongInItselfIsAUsageError() {
        operations.failure = Optional.of(new PlatformException(Kind.INVALID, "no such runtime"));

        assertThat(start("c.yaml")).isEqualTo(2);
    }

    @Test
    void showsStackTracesOnlyWhenAsked() {
        operations.failure = Optional.of(new IllegalStateException("a defect"));

        assertThat(start("c.yaml")).isEqualTo(1);
        assertThat(consoles.err()).contains("a defect").doesNotContain("\tat ");

        assertThat(start("-v", "c.yaml")).isEqualTo(1);
        assertThat(consoles.err()).contains("\tat ");
    }

    @Test
    void saysAfterAnInterruptHowToGoOn() {
        operations.failure = Optional.of(new PlatformException(Kind.UNKNOWN, "gave up waiting", new InterruptedException()));

        assertThat(start("c.yaml")).isEqualTo(130);

        assertThat(consoles.err())
                .contains("interrupted")
                .contains("./cloudtik start c.yaml goes on where this stopped")
                .contains("./cloudtik stop c.yaml takes it back");
    }

    @Test
    void refusesWordsItDoesNotKnowAndSaysWhereToLook() {
        assertThat(start("c.yaml", "--dryrun")).isEqualTo(2);
        assertThat(start("c.yaml", "--timeout", "soon")).isEqualTo(2);
        assertThat(exec("c.yaml", "--node", "Not A Node", "ls")).isEqualTo(2);
        assertThat(submit("c.yaml")).isEqualTo(2);

        assertThat(operations.calls).isEmpty();
        assertThat(consoles.err())
                .contains("--dryrun")
                .contains("'soon' is no time span; write 90s, 15m or 2h")
                .contains("is no node id");
    }

    @Test
    void schemaPrintsWhatAnEditorReads() {
        assertThat(run(new SchemaVerb(file -> "{\"title\": \"" + file + "\"}"), "cluster")).isZero();
        assertThat(consoles.out()).isEqualToIgnoringNewLines("{\"title\": \"CLUSTER\"}");
    }

    @Test
    void schemaKnowsTwoFiles() {
        assertThat(run(new SchemaVerb(file -> ""), "storage")).isEqualTo(2);
        assertThat(consoles.err()).contains("FILE is 'storage'; write workspace or cluster");
    }

    @Test
    void everyVerbShowsItsHelp() {
        List<Verb> verbs = List.of(
                new StartVerb(operations, codec), new StopVerb(operations, codec), new StatusVerb(operations, codec),
                new WorkspaceVerb(operations.workspaces, codec), new ExecVerb(care, new FakeAccess(), operations, care), new LogsVerb(new FakeAccess()),
                new SubmitVerb(operations, operations, care), new KillNodeVerb(operations, codec), new SchemaVerb(file -> ""));
        for (Verb verb : verbs) {
            consoles = Consoles.plain();
            assertThat(run(verb, "--help")).isZero();
            assertThat(consoles.out()).contains("Usage:").contains("Examples:");
        }
        assertThat(operations.calls).isEmpty();
    }
}
