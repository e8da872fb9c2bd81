package io.cloudtik.node.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.contracts.time.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetachedLauncherIT {

    @TempDir
    Path folder;

    private final ProcessTable processes = ProcessTable.ofThisMachine();
    private DetachedLauncher launcher;

    @BeforeEach
    void open() {
        launcher = new DetachedLauncher(folder.resolve("run"), processes);
    }

    @Test
    void theWantedProgramHasThePidThatIsRecorded() throws Exception {
        Started started = launcher.start(launch("echo $$; exit 4"));

        assertThat(started.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(started.process().exitValue()).isEqualTo(4);
        assertThat(folder.resolve("out")).hasContent(Long.toString(started.record().process().pid()));
        assertThat(launcher.recover("one")).contains(started.record());
    }

    @Test
    void anIntentThatALaterContainerTookAwayNeverBecomesAProcess() throws Exception {
        Path run = Files.createDirectory(folder.resolve("run"));
        Path intent = Files.writeString(run.resolve("one.start-token"), "owner=plan\n");

        assertThat(launcher.recover("one")).isEmpty();

        Path started = folder.resolve("started");
        Process late = new ProcessBuilder(
                        "/bin/sh", "-c", DetachedLauncher.CLAIM, "one",
                        run.resolve("one.pid-token").toString(),
                        intent.toString(),
                        run.resolve("one.claimed-token").toString(),
                        "touch", started.toString())
                .start();
        assertThat(late.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(late.exitValue()).isEqualTo(125);
        assertThat(started).doesNotExist();
    }

    @Test
    void aClaimWhosePidAStrangerHasNowIsNotTakenForRunning() throws IOException {
        Path run = Files.createDirectory(folder.resolve("run"));
        Files.writeString(run.resolve("one.claimed-token"), "owner=plan\n");
        Files.writeString(run.resolve("one.pid-token"), ProcessHandle.current().pid() + "\n");

        LaunchRecord record = launcher.recover("one").orElseThrow();

        assertThat(record.notes()).containsExactly(Map.entry("owner", "plan"));
        assertThat(processes.isRunning(record.process())).isFalse();
    }

    @Test
    void theSessionOfAStrangerWithTheSamePidIsNotOurs() {
        ProcessIdentity ours = launcher.start(launch("exec sleep 1000")).record().process();
        try {
            ProcessIdentity before = new ProcessIdentity(ours.pid(), ours.began() + "0");

            assertThat(processes.session(ours)).contains(ours.pid());
            assertThat(processes.session(before)).isEmpty();
        } finally {
            processes.signalSession(ours, "KILL");
        }
    }

    /** On its way to a session of its own it must not be out of a signal's reach. */
    @Test
    void aProcessThatHasNoSessionOfItsOwnYetIsFoundAllTheSame() throws Exception {
        Process process = new ProcessBuilder("sleep", "1000").start();
        ProcessIdentity leader = processes.find(process.pid()).orElseThrow();

        assertThat(processes.session(leader)).containsExactly(leader.pid());
        processes.signalSession(leader, "KILL");

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aProcessSeesOnlyTheEnvironmentItIsGiven() {
        launcher.start(launch("env >env.txt"));

        Path env = folder.resolve("env.txt");
        Eventually.await("it ran", Duration.ofSeconds(5), () -> env.toFile().length() > 0);
        assertThat(env).content().contains("A=b").doesNotContain("HOME=");
    }

    @Test
    void namesWhatWasStartedAndNotForgotten() throws InterruptedException {
        Process process = launcher.start(launch("exit 0")).process();
        assertThat(launcher.names()).containsExactly("one");
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

        launcher.forget("one");

        assertThat(launcher.names()).isEmpty();
    }

    private Launch launch(String script) {
        return new Launch(
                "one",
                List.of("/bin/sh", "-c", script),
                Map.of("A", "b", "PATH", "/usr/bin:/bin"),
                folder,
                folder.resolve("out"),
                Optional.empty(),
                Map.of("owner", "plan"));
    }
}
