package io.cloudtik.shell.completion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cloudtik.shell.AllVerbs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts, in the shells they are for. */
class CompletionTest {

    @TempDir
    Path folder;

    /** What bash offers for a line whose last word is to be completed. */
    private List<String> bash(String... words) throws Exception {
        String line = Arrays.stream(words).map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        String driver = "source ./script\nCOMP_WORDS=(" + line + ")\nCOMP_CWORD=" + (words.length - 1)
                + "\n_cloudtik\nprintf '%s\\n' \"${COMPREPLY[@]}\"\n";
        Files.writeString(folder.resolve("script"), Interpreter.BASH.script(AllVerbs.commandLine()));
        List<String> offered = new ArrayList<>(run("bash", "--norc", "-c", driver).lines().toList());
        offered.remove("");
        return offered;
    }

    private String run(String... command) throws IOException, InterruptedException {
        assumeTrue(installed(command[0]), command[0] + " is not installed");
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("CLOUDTIK_HOME", folder.resolve("home").toString());
        Process process = builder.start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        String text = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }

    private static boolean installed(String program) {
        return Arrays.stream(System.getenv("PATH").split(":")).anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    }

    @Test
    void offersVerbsByTheirBeginning() throws Exception {
        assertThat(bash("cloudtik", "sta")).contains("start", "status", "start-proxy").doesNotContain("stop");
        assertThat(bash("cloudtik", "workspace", "")).contains("create", "delete", "list", "status");
        assertThat(bash("cloudtik", "completion", "")).containsExactly("bash", "zsh", "fish");
    }

    @Test
    void offersTheOptionsOfTheVerbThatWasTyped() throws Exception {
        assertThat(bash("cloudtik", "start", "--")).contains("--dry-run", "--timeout").doesNotContain("--follow");
        assertThat(bash("cloudtik", "logs", "c.yaml", "--all")).containsExactly("--all-nodes");
    }

    @Test
    void offersTheValuesOfAnOption() throws Exception {
        assertThat(bash("cloudtik", "status", "-o", "")).containsExactly("table", "json", "yaml");
        assertThat(bash("cloudtik", "status", "-o", "j")).containsExactly("json");
        assertThat(bash("cloudtik", "start", "--timeout", "")).isEmpty();
    }

    @Test
    void takesAValueForNoVerb() throws Exception {
        assertThat(bash("cloudtik", "workspace", "create", "w.yaml", "-o", "json", "--dr")).containsExactly("--dry-run");
        assertThat(bash("cloudtik", "logs", "--service", "stop", "--fol")).containsExactly("--follow");
    }

    @Test
    void offersYamlFilesFoldersAndTheFilesOfKnownClusters() throws Exception {
        Files.createDirectory(folder.resolve("my folder"));
        Files.writeString(folder.resolve("my cluster.yaml"), "");
        Files.writeString(folder.resolve("notes.txt"), "");
        Path known = Files.createDirectories(folder.resolve("home/clusters/lab/demo"));
        Files.writeString(known.resolve("origin.properties"), "file=/else/where/demo.yaml\nprovider=local\n");

        assertThat(bash("cloudtik", "start", "my")).containsExactlyInAnyOrder("my folder", "my cluster.yaml");
        assertThat(bash("cloudtik", "start", "/else")).containsExactly("/else/where/demo.yaml");
    }

    /** Types a line in a zsh that has a terminal of its own, and presses Tab at its end. */
    private static final String ZSH_TERMINAL = """
            zmodload zsh/zpty zsh/zselect
            zpty shell "TERM=dumb zsh -f -i"
            zpty -w shell "source ./typist ${(qq)1}"
            while [[ ! -e done ]]; do zselect -t 5; done
            cat offered
            zpty -d shell
            """;

    private static final String ZSH_TYPIST = """
            autoload -Uz compinit && compinit -u -D
            source ./script
            : >offered
            compadd() {
                local -a hits
                builtin compadd -A hits "$@"
                (( $#hits )) && print -rl -- $hits >>offered
                builtin compadd "$@"
            }
            line=$1
            press() { BUFFER=$line; CURSOR=$#BUFFER; zle complete-word; : >done; exit }
            zle -N zle-line-init press
            """;

    private List<String> zsh(String line) throws Exception {
        Files.writeString(folder.resolve("script"), Interpreter.ZSH.script(AllVerbs.commandLine()));
        Files.writeString(folder.resolve("terminal"), ZSH_TERMINAL);
        Files.writeString(folder.resolve("typist"), ZSH_TYPIST);
        Files.deleteIfExists(folder.resolve("done"));
        return run("zsh", "-f", "./terminal", line).lines().distinct().toList();
    }

    private List<String> fish(String line) throws Exception {
        Files.writeString(folder.resolve("script"), Interpreter.FISH.script(AllVerbs.commandLine()));
        return run("fish", "--no-config", "-c", "source ./script; complete -C $argv[1]", line)
                .lines()
                .map(offered -> offered.replaceFirst("\t.*", ""))
                .toList();
    }

    /** A cluster's file, and a command that knows its workers. */
    private void beCluster() throws IOException {
        Files.writeString(folder.resolve("demo.yaml"), "");
        Path command = Files.writeString(folder.resolve("cloudtik"), """
                #!/bin/sh
                [ "$*" = "worker-ips demo.yaml -o json" ] || exit 1
                printf '[ {\\n  "node" : "demo-worker-1",\\n  "kind" : "WORKER"\\n}, {\\n  "node" : "demo-worker-2"\\n} ]\\n'
                """);
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void offersTheWorkersOfTheClusterWhoseFileWasTyped() throws Exception {
        beCluster();

        assertThat(bash("./cloudtik", "kill-node", "demo.yaml", "--node", "demo")).containsExactly("demo-worker-1", "demo-worker-2");
        assertThat(bash("./cloudtik", "kill-node", "--node", "demo")).isEmpty();
    }

    @Test
    void zshOffersTheSame() throws Exception {
        beCluster();
        Files.writeString(folder.resolve("notes.txt"), "");

        assertThat(zsh("cloudtik sta")).contains("start", "status", "start-proxy").doesNotContain("stop");
        assertThat(zsh("cloudtik workspace cr")).containsExactly("create");
        assertThat(zsh("cloudtik start --")).contains("--dry-run", "--timeout").doesNotContain("--follow");
        assertThat(zsh("cloudtik status -o ")).containsExactly("table", "json", "yaml");
        assertThat(zsh("cloudtik start ")).contains("demo.yaml").doesNotContain("notes.txt");
        assertThat(zsh("./cloudtik kill-node demo.yaml --node ")).containsExactly("demo-worker-1", "demo-worker-2");
    }

    @Test
    void fishOffersTheSame() throws Exception {
        beCluster();
        Files.writeString(folder.resolve("notes.txt"), "");

        assertThat(fish("cloudtik sta")).contains("start", "status", "start-proxy").doesNotContain("stop");
        assertThat(fish("cloudtik workspace cr")).containsExactly("create");
        assertThat(fish("cloudtik start --")).contains("--dry-run", "--timeout").doesNotContain("--follow");
        assertThat(fish("cloudtik status -o ")).containsExactlyInAnyOrder("table", "json", "yaml");
        assertThat(fish("cloudtik status -o json --no")).contains("--no-color");
        assertThat(fish("cloudtik start ")).contains("demo.yaml").doesNotContain("notes.txt");
        assertThat(fish("./cloudtik kill-node demo.yaml --node ")).containsExactly("demo-worker-1", "demo-worker-2");
    }
}
