package io.cloudtik.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The start scripts, with a Java that only says how it was called, in folders with spaces. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class ScriptsIT {

    private static final Duration DEADLINE = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private Path distribution;
    private Path home;

    private record Ended(int code, String output) {}

    @BeforeEach
    void unpack() throws IOException {
        distribution = folder.resolve("my distribution");
        home = Files.createDirectories(folder.resolve("my home"));
        Files.createDirectories(distribution.resolve("bin"));
        for (String script : new String[] {"cloudtik", "cloudtik-container", "java.sh"}) {
            Path copy = Files.copy(Path.of("../src/main/bin").resolve(script), distribution.resolve("bin").resolve(script));
            executable(copy);
        }
        java("17.0.9", "for word in \"$@\"; do echo \"word: $word\"; done");
    }

    @AfterEach
    void stopContainer() throws Exception {
        container("stop");
    }

    private void java(String version, String program) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("my java/bin"));
        Files.writeString(folder.resolve("my java/release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        executable(Files.writeString(bin.resolve("java"), "#!/bin/sh\n" + program + "\n"));
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Ended run(Path script, String... words) throws Exception {
        List<String> line = new ArrayList<>(List.of(script.toString()));
        line.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true).directory(folder.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("CLOUDTIK_"));
        environment.put("JAVA_HOME", folder.resolve("my java").toString());
        environment.put("HOME", home.toString());
        File output = Files.createTempFile(folder, "output", ".txt").toFile();
        Process process = builder.redirectOutput(output).start();
        assertThat(process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), Files.readString(output.toPath(), StandardCharsets.UTF_8));
    }

    private Ended container(String... words) throws Exception {
        return run(distribution.resolve("bin/cloudtik-container"), words);
    }

    private long pid(String name) {
        try {
            return Long.parseLong(Files.readString(home.resolve(".cloudtik/run").resolve(name)).strip());
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(DEADLINE);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as(what).isBefore(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private static boolean lives(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    @Test
    void findsItsDistributionThroughLinksAndSpaces() throws Exception {
        Path links = Files.createDirectories(folder.resolve("some links"));
        Files.createSymbolicLink(links.resolve("first"), Path.of("../my distribution/bin/cloudtik"));
        Path link = Files.createSymbolicLink(links.resolve("tik"), Path.of("first"));

        Ended ended = run(link, "submit", "my file.yaml", "a  b", "*");

        assertThat(ended.code()).isZero();
        assertThat(ended.output())
                .contains("word: -Dcloudtik.distribution=" + distribution.toRealPath() + "\n")
                .contains("word: -Dcloudtik.command=" + link + "\n")
                .contains("word: -Dcloudtik.role=client\n")
                .contains("word: -Dcloudtik.terminal=\n")
                .endsWith("word: io.cloudtik.launcher.Main\nword: submit\nword: my file.yaml\nword: a  b\nword: *\n")
                .doesNotContain("sun-misc-unsafe");
    }

    /** Words and names beyond ASCII are lost in the C locale, which is that of a bare machine. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void speaksUtf8WhereNobodySaidWhatToSpeak() throws Exception {
        java("17.0.9", "echo \"$LC_ALL|$LC_CTYPE|$LANG\"");
        Path script = distribution.resolve("bin/cloudtik");

        assertThat(inLocale(Map.of("LC_ALL", "C"), script)).isEqualTo("C.UTF-8||\n");
        assertThat(inLocale(Map.of(), script)).isEqualTo("C.UTF-8||\n");
        assertThat(inLocale(Map.of("LANG", "POSIX"), script)).isEqualTo("C.UTF-8||POSIX\n");
        assertThat(inLocale(Map.of("LANG", "de_DE.UTF-8"), script)).isEqualTo("||de_DE.UTF-8\n");
    }

    private String inLocale(Map<String, String> variables, Path script) throws Exception {
        List<String> line = new ArrayList<>(List.of("env", "-u", "LC_ALL", "-u", "LC_CTYPE", "-u", "LANG"));
        variables.forEach((name, value) -> line.add(name + "=" + value));
        line.addAll(List.of(script.toString(), "version"));
        return run(Path.of("/usr/bin/env"), line.subList(1, line.size()).toArray(String[]::new)).output();
    }

    @Test
    void silencesAWarningOnlyWhereJavaHasIt() throws Exception {
        java("25.0.1", "echo \"$@\"");

        assertThat(run(distribution.resolve("bin/cloudtik"), "version").output())
                .contains("--sun-misc-unsafe-memory-access=allow");
    }

    @Test
    void saysWhichJavaIsTooOld() throws Exception {
        java("1.8.0_402", "exit 0");

        Ended ended = run(distribution.resolve("bin/cloudtik"), "version");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output()).contains("error: CloudTik needs Java 17 or newer").contains("is Java 8");
    }

    @Test
    void saysWhereThereIsNoJava() throws Exception {
        Files.delete(folder.resolve("my java/bin/java"));

        Ended ended = run(distribution.resolve("bin/cloudtik"), "version");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output()).contains("error: there is no Java in " + folder.resolve("my java"));
    }

    private void help(String file, String text) throws IOException {
        for (String width : List.of("80", "100")) {
            Path target = distribution.resolve("help").resolve(width).resolve(file);
            Files.createDirectories(target.getParent());
            Files.writeString(target, "\033[1m" + text + "\033[21m\033[0m for " + width + "\n");
        }
    }

    @Test
    void showsItsHelpWithoutJava() throws Exception {
        Path program = distribution.resolve("bin/cloudtik");
        java("17.0.9", "echo java");
        help("VERBS", "all verbs");
        help("status", "status");
        help("workspace.create", "create");
        help("completion_bash", "script");

        for (String[] words : new String[][] {{}, {"help"}, {"--help"}, {"-h"}}) {
            assertThat(run(program, words)).isEqualTo(new Ended(0, "all verbs for 100\n"));
        }
        for (String[] words : new String[][] {{"help", "status"}, {"status", "--help"}, {"status", "-h"}}) {
            assertThat(run(program, words)).isEqualTo(new Ended(0, "status for 100\n"));
        }
        assertThat(run(program, "workspace", "create", "--help").output()).isEqualTo("create for 100\n");
        assertThat(run(program, "completion", "bash").output()).isEqualTo("script for 100\n");
    }

    /** What looks like a question for help and is none, or one nobody wrote the answer of. */
    @Test
    void leavesToJavaWhatItHasNoTextFor() throws Exception {
        Path program = distribution.resolve("bin/cloudtik");
        java("17.0.9", "echo java");
        help("VERBS", "all verbs");
        help("status", "status");
        help("workspace.create", "create");
        help("completion_bash", "script");
        Files.writeString(distribution.resolve("secret"), "not a help");

        for (String[] words : new String[][] {
            {"stauts", "--help"}, {"help", "workspace", "create"}, {"status", "c.yaml"}, {"-v", "--help"},
            {"exec", "c.yaml", "status --help"}, {"completion", "bash", "--help"}, {"completion_bash", "--help"},
            {"../../secret", "--help"}, {"VERBS", "--help"}, {"", "--help"}, {"status", "--help", "*"}
        }) {
            assertThat(run(program, words).output()).as(String.join(" ", words)).isEqualTo("java\n");
        }
        Files.createDirectories(distribution.resolve("plugins"));
        Files.writeString(distribution.resolve("plugins/dance.jar"), "may bring verbs");
        assertThat(run(program, "--help").output()).isEqualTo("java\n");
    }

    @Test
    void wantsToKnowTheRoleOfAContainer() throws Exception {
        assertThat(container("start").code()).isEqualTo(2);
        assertThat(container("start", "--role", "client").code()).isEqualTo(2);
        assertThat(container("dance").code()).isEqualTo(2);
        assertThat(container("status").code()).isEqualTo(3);
    }

    @Test
    void startsAKilledContainerAgainAndNeverTwoOfOne() throws Exception {
        java("17.0.9", "while :; do sleep 1; done");

        assertThat(container("start", "--role", "worker").code()).isZero();
        assertThat(container("start", "--role", "worker").output()).contains("runs already");
        await("a container runs", () -> lives(pid("container.pid")));
        assertThat(container("status").code()).isZero();
        long loop = pid("container.loop.pid");
        long first = pid("container.pid");
        ProcessHandle.of(first).ifPresent(ProcessHandle::destroyForcibly);
        await("another container runs", () -> pid("container.pid") != first && lives(pid("container.pid")));
        assertThat(pid("container.loop.pid")).isEqualTo(loop);
        long second = pid("container.pid");

        ProcessHandle.of(loop).ifPresent(ProcessHandle::destroyForcibly);
        await("its loop is gone", () -> !lives(loop));
        assertThat(container("start", "--role", "worker").code()).isZero();

        assertThat(pid("container.pid")).isEqualTo(second);
        assertThat(lives(second)).isTrue();
        assertThat(container("stop").code()).isZero();
        await("the container is gone", () -> !lives(second));
        assertThat(container("status").code()).isEqualTo(3);
    }

    /** What a reboot leaves: a pid file that names nobody, and several who want to start the container at once. */
    @Test
    void oneOfManyLoopsWinsAfterAReboot() throws Exception {
        java("17.0.9", "echo started >> '" + folder + "/starts'; while :; do sleep 1; done");
        Path run = Files.createDirectories(home.resolve(".cloudtik/run"));
        Files.createDirectories(home.resolve(".cloudtik/logs"));
        Files.writeString(home.resolve(".cloudtik/logs/container.out"), "");
        Files.writeString(run.resolve("container.loop.pid"), "999999999");
        List<Process> loops = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            ProcessBuilder loop = new ProcessBuilder(
                    distribution.resolve("bin/cloudtik-container").toString(), "loop", "--home", home + "/.cloudtik", "--role", "worker");
            loop.environment().put("JAVA_HOME", folder.resolve("my java").toString());
            loop.environment().put("HOME", home.toString());
            loops.add(loop.redirectErrorStream(true).redirectOutput(folder.resolve("loops").toFile()).start());
        }

        await("all but one have given up", () -> loops.stream().filter(Process::isAlive).count() == 1);
        await("its container runs", () -> lives(pid("container.pid")));

        assertThat(loops).filteredOn(Process::isAlive).extracting(Process::pid).containsExactly(pid("container.loop.pid"));
        await("it has begun", () -> folder.resolve("starts").toFile().length() > 0);
        assertThat(folder.resolve("starts")).hasContent("started");
    }

    @Test
    void writesUnitsThatSystemdUnderstands() throws Exception {
        Path units = Files.createDirectories(distribution.resolve("etc/systemd"));
        for (String unit : List.of("cloudtik-head.service", "cloudtik-node.service")) {
            Files.copy(Path.of("../src/main/etc/systemd").resolve(unit), units.resolve(unit));
        }
        for (String role : List.of("head", "worker")) {
            Ended ended = container("unit", "--role", role);

            assertThat(ended.code()).isZero();
            assertThat(ended.output())
                    .contains("ExecStart=\"" + distribution.toRealPath() + "/bin/cloudtik-container\" loop --home \"" + home
                            + "/.cloudtik\" --role " + role + "\n")
                    .contains("\"CLOUDTIK_JAVA_HOME=" + folder.resolve("my java") + "\"")
                    .doesNotContain("@home@").doesNotContain("@java@").doesNotContain("@distribution@");
            verifyUnit(Files.writeString(folder.resolve("cloudtik-" + role + ".service"), ended.output()));
        }
    }

    private void verifyUnit(Path unit) throws Exception {
        boolean present = Files.isExecutable(Path.of("/usr/bin/systemd-analyze"));
        if (!present) {
            System.out.println("SKIPPED: there is no systemd-analyze to verify " + unit.getFileName());
            return;
        }
        Ended verified = run(Path.of("/usr/bin/systemd-analyze"), "verify", "--man=no", unit.toString());
        assertThat(verified.output()).doesNotContain(unit.getFileName() + ":").doesNotContain("Unknown");
    }

    private static Ended withoutArchive(Ended ended) {
        assertThat(ended.output()).doesNotContain(".jsa").doesNotContain("RecordDynamicDumpInfo");
        return ended;
    }

    @Test
    void asksForAnArchiveOfClassesOnceForEachVerbJavaAndDistribution() throws Exception {
        Path program = distribution.resolve("bin/cloudtik");
        String asked = "word: -Dcloudtik.archive.write=";

        String first = run(program, "info").output();
        assertThat(first).contains(asked + home.resolve(".cloudtik/cache/classes/client-info-")).contains("-XX:+RecordDynamicDumpInfo");
        Path archive = Path.of(first.lines().filter(line -> line.startsWith(asked)).findFirst().orElseThrow().substring(asked.length()));
        Files.createDirectories(archive.getParent());
        Files.writeString(archive, "classes");

        assertThat(run(program, "info").output()).contains("word: -XX:SharedArchiveFile=" + archive + "\n").doesNotContain(asked);
        assertThat(run(program, "-v", "status", "info").output()).contains("client-status-").doesNotContain(archive.toString());
        assertThat(run(program, "../x").output()).contains("client-other-");
        Files.createDirectories(distribution.resolve("lib"));
        Files.writeString(distribution.resolve("lib/new.jar"), "another distribution");
        assertThat(run(program, "info").output()).contains(asked).doesNotContain(archive.toString());
        Files.delete(distribution.resolve("lib/new.jar"));
        java("17.0.10", "for word in \"$@\"; do echo \"word: $word\"; done");
        assertThat(run(program, "info").output()).contains(asked).doesNotContain(archive.toString());
        java("26", "for word in \"$@\"; do echo \"word: $word\"; done");
        withoutArchive(run(program, "info"));
        java("17.0.9", "for word in \"$@\"; do echo \"word: $word\"; done");
        withoutArchive(run(program, "version"));
    }

    @Test
    void doesNotStartAContainerAgainThatEndedInOrder() throws Exception {
        java("17.0.9", "exit 0");

        container("start", "--role", "head");

        await("the loop has ended", () -> pid("container.loop.pid") == 0);
        assertThat(container("status").code()).isEqualTo(3);
    }
}
