package io.cloudtik.shell.completion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cloudtik.shell.AllVerbs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
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

    @Test
    void isReadByZsh() throws Exception {
        Files.writeString(folder.resolve("script"), Interpreter.ZSH.script(AllVerbs.commandLine()));

        assertThat(run("zsh", "-f", "-c", "source ./script && print ${_comps[cloudtik]}")).contains("_cloudtik");
    }

    @Test
    void isReadByFish() throws Exception {
        Files.writeString(folder.resolve("script"), Interpreter.FISH.script(AllVerbs.commandLine()));

        assertThat(run("fish", "--no-config", "-c", "source ./script; complete -C 'cloudtik sta'")).contains("start", "status");
    }
}
