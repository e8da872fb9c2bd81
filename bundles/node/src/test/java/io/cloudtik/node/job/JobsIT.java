package io.cloudtik.node.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.node.JobRunner.Job;
import io.cloudtik.api.spi.node.JobRunner.State;
import io.cloudtik.api.spi.runtime.JobPlan;
import io.cloudtik.api.spi.runtime.PlannedFile;
import io.cloudtik.contracts.time.Eventually;
import io.cloudtik.node.artifact.ArtifactState;
import io.cloudtik.node.plan.JavaHomes;
import io.cloudtik.node.plan.PlanVariables;
import io.cloudtik.node.system.CleanEnvironment;
import io.cloudtik.node.system.MonotonicTime;
import io.cloudtik.node.system.ProcessTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobsIT {

    @TempDir
    Path home;

    private final ProcessTable processes = ProcessTable.ofThisMachine();
    private Jobs jobs;

    @BeforeEach
    void open() {
        jobs = container();
    }

    @AfterEach
    void endAll() {
        jobs.list().forEach(job -> jobs.cancel(job.id()));
    }

    @Test
    void runsADriverInItsFolderWithItsFilesAndVariables() throws IOException {
        Files.writeString(jobs.folder("job-1").resolve("query.sql"), "select 1");
        JobPlan plan = new JobPlan(
                List.of("/bin/sh", "-c", "cat query.sql; cat ${job}/extra; echo $NAME $FROM_PLAN; echo oops >&2; exit 3"),
                Map.of("NAME", "${distribution}"),
                List.of(PlannedFile.text("extra", " from ${dir}\n")));

        start("job-1", plan, Map.of("FROM_PLAN", "planned", "NAME", "loses"));

        assertThat(awaitEnd("job-1")).isEqualTo(new Job("job-1", State.EXITED, Optional.of(3)));
        Path folder = home.resolve("jobs/job-1");
        assertThat(folder.resolve("stdout.log"))
                .hasContent("select 1 from " + home.resolve("plan") + "\n" + home.resolve("dist") + " planned");
        assertThat(folder.resolve("stderr.log")).hasContent("oops");
        assertThat(folder.resolve("exit-code")).hasContent("3");
    }

    @Test
    void startsAJobOnceInThisLifeAndInTheNext() throws IOException {
        JobPlan plan = script("echo run");
        start("job-1", plan);
        awaitEnd("job-1");

        start("job-1", plan);
        jobs = container();
        start("job-1", plan);

        assertThat(home.resolve("jobs/job-1/stdout.log")).hasContent("run");
        assertThat(jobs.list()).hasSize(1);
    }

    @Test
    void knowsAfterARestartHowAJobEndedMeanwhile() throws IOException {
        Path gate = home.resolve("gate");
        start("job-1", script("while [ ! -e " + gate + " ]; do sleep 0.05; done; exit 7"));
        jobs = container();
        assertThat(jobs.find("job-1").map(Job::state)).contains(State.RUNNING);

        Files.createFile(gate);

        assertThat(awaitEnd("job-1").exitCode()).contains(7);
    }

    @Test
    void isLostWithNeitherProcessNorExitCode() {
        start("job-1", script("exec sleep 1000"));
        jobs.find("job-1").orElseThrow();
        long pid = pid("job-1");

        processes.signalSession(processes.find(pid).orElseThrow(), "KILL");

        Eventually.await("it is gone", Duration.ofSeconds(5), () -> processes.find(pid).isEmpty());
        assertThat(jobs.find("job-1")).contains(new Job("job-1", State.LOST, Optional.empty()));
    }

    @Test
    void cancelEndsAllProcessesOfAJob() {
        start("job-1", script("sleep 1000 & echo runs; sleep 1000"));
        awaitOutput("job-1");
        var leader = processes.find(pid("job-1")).orElseThrow();

        jobs.cancel("job-1");

        assertThat(processes.session(leader)).isEmpty();
        assertThat(jobs.find("job-1")).contains(new Job("job-1", State.EXITED, Optional.of(143)));
        jobs.cancel("job-1");
        jobs.cancel("never-started");
    }

    @Test
    void cancelEndsAJobThatIsOnlyBeginning() {
        for (int round = 0; round < 10; round++) {
            String id = "job-" + round;
            start(id, script("exec sleep 1000"));
            var leader = processes.find(pid(id)).orElseThrow();

            jobs.cancel(id);

            assertThat(processes.isRunning(leader)).isFalse();
            assertThat(jobs.find(id).map(Job::state)).contains(State.EXITED);
        }
    }

    @Test
    void cancelKillsAJobThatDoesNotHear() {
        jobs = container(Duration.ofMillis(500));
        start("job-1", script("trap '' TERM; echo deaf; while :; do sleep 0.1; done"));
        awaitOutput("job-1");

        jobs.cancel("job-1");

        assertThat(jobs.find("job-1")).contains(new Job("job-1", State.EXITED, Optional.of(137)));
    }

    @Test
    void listsTheOldestFirst() {
        for (String id : List.of("c", "a", "b")) {
            start(id, script("exit 0"));
        }

        assertThat(jobs.list()).extracting(Job::id).containsExactly("c", "a", "b");
    }

    @Test
    void waitsForAnArtifactThatIsBeingFetched() {
        JobPlan plan = script("ls ${artifact:spark}");

        assertThatThrownBy(() -> start("job-1", plan))
                .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE))
                .hasMessage("artifact 'spark' is being fetched");
        assertThat(jobs.find("job-1")).isEmpty();
    }

    @Test
    void refusesAnIdThatLeavesTheFolder() {
        assertThatThrownBy(() -> jobs.folder("../x")).hasMessageStartingWith("'../x' is no job id");
        assertThatThrownBy(() -> jobs.find("")).hasMessageStartingWith("'' is no job id");
    }

    @Test
    void aJobsFolderIsForItsOwnerAlone() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(jobs.folder("job-1"))))
                .isEqualTo("rwx------");
    }

    private void awaitOutput(String id) {
        Path output = home.resolve("jobs").resolve(id).resolve("stdout.log");
        Eventually.await(id + " says something", Duration.ofSeconds(10), () -> output.toFile().length() > 0);
    }

    private Jobs container() {
        return container(Duration.ofSeconds(20));
    }

    private Jobs container(Duration stopTime) {
        return new Jobs(home, processes, new MonotonicTime(), CleanEnvironment.of(System.getenv()), stopTime);
    }

    private void start(String id, JobPlan plan) {
        start(id, plan, Map.of());
    }

    private void start(String id, JobPlan plan, Map<String, String> planEnvironment) {
        Path java = Path.of(System.getProperty("java.home"));
        PlanVariables variables = new PlanVariables(
                home.resolve("plan"),
                home.resolve("dist"),
                new JavaHomes(java, Map.of(), home),
                Map.of("spark", new ArtifactState(Optional.empty(), Optional.empty())));
        jobs.start(id, plan, variables, planEnvironment);
    }

    private Job awaitEnd(String id) {
        Eventually.await(
                id + " ends", Duration.ofSeconds(10), () -> jobs.find(id).orElseThrow().state() == State.EXITED);
        return jobs.find(id).orElseThrow();
    }

    private long pid(String id) {
        try {
            return Files.readAllLines(home.resolve("jobs/.run/" + id + ".properties")).stream()
                    .filter(line -> line.startsWith("pid="))
                    .map(line -> Long.valueOf(line.substring(4)))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JobPlan script(String text) {
        return new JobPlan(List.of("/bin/sh", "-c", text), Map.of(), List.of());
    }
}
