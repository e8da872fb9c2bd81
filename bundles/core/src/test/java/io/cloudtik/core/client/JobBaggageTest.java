package io.cloudtik.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.control.JobOperations.Call;
import io.cloudtik.api.control.JobOperations.Submission;
import io.cloudtik.api.problem.InvalidInputException;
import io.cloudtik.api.spi.runtime.JobDependencies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobBaggageTest {

    @TempDir private Path folder;

    private Path file(String name) throws IOException {
        return Files.writeString(Files.createDirectories(folder.resolve(name).getParent()).resolve(Path.of(name).getFileName()), name);
    }

    private static Call with(JobDependencies dependencies, Path... files) {
        return new Call(Optional.empty(), List.of(files), dependencies, List.of("x"), Map.of("k", "v"));
    }

    @Test
    void holdsFilesThatAJobDependsOnOnceAndLeavesAddresses() throws IOException {
        Path script = file("count.py");
        Path jar = file("more.jar");
        Path words = file("words.txt");
        JobDependencies dependencies = new JobDependencies(
                List.of("org.a:a:1"), List.of(jar.toString(), "s3a://bucket/x.jar"), List.of(), List.of(words.toString(), "hdfs:/y"));

        JobBaggage baggage = JobBaggage.of(new Submission(script, with(dependencies, words)));

        assertThat(baggage.files()).containsExactlyInAnyOrder(script, jar, words);
        assertThat(baggage.request("count.py").dependencies()).isEqualTo(new JobDependencies(
                List.of("org.a:a:1"),
                List.of("${job}/more.jar", "s3a://bucket/x.jar"),
                List.of(),
                List.of("${job}/words.txt", "hdfs:/y")));
    }

    @Test
    void holdsWhatIsBroughtBesideAScriptOnTheHead() throws IOException {
        Path data = file("today.csv");
        JobDependencies dependencies = new JobDependencies(List.of(), List.of("file:/opt/more.jar"), List.of(), List.of());

        JobBaggage baggage = JobBaggage.of(NodePath.of("app/load.jar"), with(dependencies, data));

        assertThat(baggage.files()).containsExactly(data);
        assertThat(baggage.request("load.jar").fileName()).isEqualTo("load.jar");
        assertThat(baggage.request("load.jar").options()).isEqualTo(Map.of("k", "v"));
        assertThat(baggage.request("load.jar").dependencies().jars()).containsExactly("file:/opt/more.jar");
    }

    @Test
    void refusesFilesThatAreMissingOrHaveOneName() throws IOException {
        Path script = file("a.sh");
        Path namesake = file("b/a.sh");
        Path missing = folder.resolve("c.sh");

        assertThatThrownBy(() -> JobBaggage.of(new Submission(script, with(JobDependencies.NONE, namesake))))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("two files of a job have the name 'a.sh'");
        assertThatThrownBy(() -> JobBaggage.of(NodePath.of("app/a.sh"), with(JobDependencies.NONE, namesake)))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("two files of a job have the name 'a.sh'");
        assertThatThrownBy(() -> JobBaggage.of(new Submission(missing, with(JobDependencies.NONE))))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("there is no such file");
        assertThatThrownBy(() -> JobBaggage.of(NodePath.of("a.sh"), with(JobDependencies.NONE, Path.of("/"))))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("there is no such file");
    }
}
