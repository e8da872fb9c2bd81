package io.cloudtik.core.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.model.cluster.JobStatus;
import io.cloudtik.api.model.cluster.JobStatus.State;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.runtime.JobPlan;
import io.cloudtik.api.spi.runtime.JobRequest;
import io.cloudtik.api.spi.runtime.JobSupport;
import io.cloudtik.api.spi.runtime.NodeContext;
import io.cloudtik.api.spi.runtime.NodePlan;
import io.cloudtik.api.spi.runtime.Runtime;
import io.cloudtik.api.spi.runtime.RuntimeDescription;
import io.cloudtik.contracts.runtime.FakeRuntime;
import io.cloudtik.core.control.JobOutput;
import io.cloudtik.core.control.JobReadiness;
import io.cloudtik.core.control.JobSubmission;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Version;

class JobServiceTest {

    @TempDir
    private Path folder;

    private FakeHead head;
    private FakeJobRunner runner;
    private ClusterController controller;
    private JobService jobs;

    @BeforeEach
    void begin() throws IOException {
        head = new FakeHead(folder.resolve("home"));
        head.runtimes().add(FakeRuntime.named("shell"), new Version(1, 0, 0));
        runner = new FakeJobRunner(folder.resolve("jobs"));
        controller = head.controller();
        jobs = service();
    }

    @AfterEach
    void end() {
        controller.close();
    }

    @Test
    void runsAJobAsItsRuntimePlansIt() {
        JobStatus status = submit("job-1", "count.sh", "a", "b");

        assertThat(status).isEqualTo(new JobStatus(
                "job-1", "count.sh", "shell", State.RUNNING, head.time().now(), Optional.empty()));
        assertThat(runner.plans().get("job-1").command()).containsExactly("sh", "${job}/count.sh", "a", "b");
    }

    @Test
    void fillsNothingButTheJobsFolderInWhatAUserWrites() {
        submit("job-1", "${dir}.sh", "${artifact:x}", "${job}/data", "$HOME");

        assertThat(runner.plans().get("job-1").command()).containsExactly(
                "sh", "${job}/${dollar}{dir}.sh", "${dollar}{artifact:x}", "${job}/data", "$HOME");
    }

    @Test
    void startsNothingForAnIdThatIsKnown() {
        submit("job-1", "count.sh");
        head.time().advance(Duration.ofMinutes(1));
        runner.end("job-1", 0);

        JobStatus again = submit("job-1", "count.sh");

        assertThat(again.state()).isEqualTo(State.SUCCEEDED);
        assertThat(again.submittedAt()).isEqualTo(head.time().now().minusSeconds(60));
        assertThat(runner.plans()).hasSize(1);
        assertThat(jobs.list()).containsExactly(again);
    }

    @Test
    void startsARecordedJobThatNeverBegan() {
        runner.failNext();
        assertThatThrownBy(() -> submit("job-1", "count.sh")).isInstanceOf(PlatformException.class);

        assertThat(submit("job-1", "count.sh").state()).isEqualTo(State.RUNNING);
    }

    @Test
    void knowsItsJobsAfterARestart() {
        submit("job-1", "count.sh");
        controller.close();
        controller = head.controller();

        assertThat(service().list()).extracting(JobStatus::id).containsExactly("job-1");
    }

    @Test
    void hasAnInterpreterOfTheHeadRunAScriptThatNoRuntimeClaims() {
        JobStatus status = submit("job-1", "report.py", "2026");

        assertThat(status.runtime()).isEqualTo("script");
        List<String> command = runner.plans().get("job-1").command();
        assertThat(command.subList(0, 2)).containsExactly("sh", "-c");
        assertThat(command.get(2)).contains("python3");
        assertThat(command.subList(3, command.size())).containsExactly("job", "${job}/report.py", "2026");
    }

    @Test
    void refusesAFileThatNoRuntimeRuns() {
        assertThatThrownBy(() -> submit("job-1", "notes.txt"))
                .isInstanceOfSatisfying(PlatformException.class, refusal -> {
                    assertThat(refusal.kind()).isEqualTo(Kind.INVALID);
                    assertThat(refusal).hasMessage("no runtime of cluster 'demo' runs 'notes.txt'; it has: [shell]");
                });
        assertThat(jobs.list()).isEmpty();
    }

    @Test
    void tellsWhatAJobWaitsForAndRemembersNothingOfIt() {
        JobSubmission job = new JobSubmission("job-1", new JobRequest("a.sh", Optional.empty(), List.of(), Map.of()));
        runner.await("fetching packages");
        assertThat(jobs.check(job)).isEqualTo(new JobReadiness("fetching packages", List.of()));

        runner.await("");
        assertThat(jobs.check(job)).isEqualTo(new JobReadiness("", List.of()));
        assertThat(jobs.list()).isEmpty();
    }

    @Test
    void refusesAJobWhenItIsAskedAboutIt() {
        head.runtimes().add(new PickyRuntime(), new Version(2, 0, 0));
        JobRequest request = new JobRequest("report.jar", Optional.empty(), List.of(), Map.of());

        assertThatThrownBy(() -> jobs.check(new JobSubmission("job-1", request))).hasMessage("a jar needs --class");
    }

    @Test
    void remembersNoJobThatItsRuntimeRefuses() {
        head.runtimes().add(new PickyRuntime(), new Version(2, 0, 0));

        assertThatThrownBy(() -> submit("job-1", "report.jar"))
                .isInstanceOf(PlatformException.class)
                .hasMessage("a jar needs --class");
        assertThat(jobs.list()).isEmpty();
        assertThat(runner.list()).isEmpty();
    }

    @Test
    void tellsHowAJobEnded() {
        submit("good", "a.sh");
        runner.end("good", 0);
        head.time().advance(Duration.ofSeconds(1));
        submit("bad", "a.sh");
        runner.end("bad", 3);
        head.time().advance(Duration.ofSeconds(1));
        submit("gone", "a.sh");
        runner.lose("gone");

        assertThat(jobs.list()).extracting(JobStatus::state).containsExactly(State.SUCCEEDED, State.FAILED, State.LOST);
        assertThat(jobs.list()).extracting(JobStatus::exitCode)
                .containsExactly(Optional.of(0), Optional.of(3), Optional.empty());
    }

    @Test
    void listsTheLatestTwentyNewestLast() {
        for (int i = 10; i < 35; i++) {
            submit("job-" + i, "a.sh");
            head.time().advance(Duration.ofSeconds(1));
        }

        assertThat(jobs.list()).hasSize(20).extracting(JobStatus::id).startsWith("job-15").endsWith("job-34");
    }

    @Test
    void handsOutWhatFollowsTheOffsets() throws InterruptedException {
        submit("job-1", "a.sh");
        runner.print("job-1", "stdout.log", "hello world");
        runner.print("job-1", "stderr.log", "oops");

        JobOutput output = jobs.output("job-1", 6, 0);

        assertThat(text(output.stdout())).isEqualTo("world");
        assertThat(text(output.stderr())).isEqualTo("oops");
        assertThat(output.state()).isEqualTo("RUNNING");
    }

    @Test
    void handsOutLongOutputInPieces() throws InterruptedException {
        submit("job-1", "a.sh");
        runner.print("job-1", "stdout.log", "x".repeat(256 * 1024) + "rest");

        assertThat(text(jobs.output("job-1", 0, 0).stdout())).hasSize(256 * 1024);
        assertThat(text(jobs.output("job-1", 256 * 1024, 0).stdout())).isEqualTo("rest");
    }

    @Test
    void waitsTwoSecondsForAJobThatSaysNothing() throws InterruptedException {
        submit("job-1", "a.sh");
        Instant before = head.time().now();

        JobOutput output = jobs.output("job-1", 0, 0);

        assertThat(output.stdout()).isEmpty();
        assertThat(Duration.between(before, head.time().now())).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(3));
    }

    @Test
    void tellsTheEndOfAJobAtOnce() throws InterruptedException {
        submit("job-1", "a.sh");
        runner.end("job-1", 3);
        Instant before = head.time().now();

        assertThat(jobs.output("job-1", 0, 0)).isEqualTo(new JobOutput("", "", "EXITED", Optional.of(3)));
        assertThat(head.time().now()).isEqualTo(before);
    }

    @Test
    void refusesOffsetsThatNoFileHas() {
        submit("job-1", "a.sh");
        runner.print("job-1", "stdout.log", "hello");

        assertThatThrownBy(() -> jobs.output("job-1", -1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysThatThereIsNoSuchJob() {
        assertThatThrownBy(() -> jobs.output("job-9", 0, 0))
                .isInstanceOfSatisfying(PlatformException.class, refusal -> {
                    assertThat(refusal.kind()).isEqualTo(Kind.NOT_FOUND);
                    assertThat(refusal).hasMessage("there is no job 'job-9'");
                });
        assertThat(folder.resolve("jobs/job-9")).doesNotExist();
    }

    private JobService service() {
        return new JobService(controller, head.runtimes(), runner, head.codec(), head.time());
    }

    private JobStatus submit(String id, String file, String... arguments) {
        return jobs.submit(
                new JobSubmission(id, new JobRequest(file, Optional.empty(), List.of(arguments), Map.of())));
    }

    private static String text(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    /** A newer version of the runtime, which takes every file and refuses to plan it. */
    private static final class PickyRuntime implements Runtime, JobSupport {

        @Override
        public RuntimeDescription describe() {
            return new RuntimeDescription("shell", "Refuses all jobs.", "{}", Set.of(), Set.of());
        }

        @Override
        public NodePlan node(NodeContext context) {
            return NodePlan.EMPTY;
        }

        @Override
        public Optional<JobSupport> jobs() {
            return Optional.of(this);
        }

        @Override
        public boolean accepts(JobRequest request) {
            return true;
        }

        @Override
        public JobPlan plan(JobRequest request, NodeContext head) {
            throw new PlatformException(Kind.INVALID, "a jar needs --class");
        }
    }
}
