package io.cloudtik.state.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that finds the platform's Redis. */
class RedisProgramTest {

    private record Ended(int code, String output) {}

    @TempDir
    private Path folder;

    private Path program;

    @BeforeEach
    void layOut() throws IOException {
        program = script("redis-server", Files.readString(Path.of("src", "main", "dist", "redis-server")));
    }

    @Test
    void runsTheBinaryOfThePlatformWithItsArguments() throws Exception {
        script("linux-arm64/redis-server", "#!/bin/sh\necho \"linux-arm64 $# $1\"\n");
        script("darwin-arm64/redis-server", "#!/bin/sh\necho \"darwin-arm64 $# $1\"\n");

        assertThat(run("Linux", "aarch64", Map.of())).isEqualTo(new Ended(0, "linux-arm64 1 a path/primary.conf\n"));
        assertThat(run("Darwin", "arm64", Map.of())).isEqualTo(new Ended(0, "darwin-arm64 1 a path/primary.conf\n"));
    }

    @Test
    void saysWhichPlatformHasNoBinary() throws Exception {
        Ended ended = run("FreeBSD", "riscv64", Map.of());

        assertThat(ended.code()).isEqualTo(127);
        assertThat(ended.output()).contains("no Redis server for FreeBSD-riscv64 is shipped", "CLOUDTIK_REDIS_SERVER");
    }

    @Test
    void runsAnotherBinaryWhereOneIsNamed() throws Exception {
        Path own = script("own-redis", "#!/bin/sh\necho own\n");

        assertThat(run("FreeBSD", "riscv64", Map.of("CLOUDTIK_REDIS_SERVER", own.toString()))).isEqualTo(new Ended(0, "own\n"));
    }

    @Test
    void leavesNewFilesToTheirOwnerAlone() throws Exception {
        script("linux-amd64/redis-server", "#!/bin/sh\numask\n");

        assertThat(run("Linux", "x86_64", Map.of()).output()).isEqualTo("0077\n");
    }

    private Ended run(String system, String machine, Map<String, String> environment) throws Exception {
        Path uname = script("bin/uname", "#!/bin/sh\ncase \"$1\" in -s) echo " + system + ";; -m) echo " + machine + ";; esac\n");
        ProcessBuilder builder = new ProcessBuilder(program.toString(), "a path/primary.conf").redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().merge("PATH", uname.getParent().toString(), (path, first) -> first + ":" + path);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Ended(process.waitFor(), output);
    }

    private Path script(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}
