package io.cloudtik.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.control.JobOperations.Call;
import io.cloudtik.api.control.JobOperations.Submission;
import io.cloudtik.api.control.Progress;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.runtime.JobDependencies;
import io.cloudtik.contracts.exec.LocalProcessExecutor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobFilesTest {

    @TempDir private Path folder;

    private Path head;
    private Path job;
    private LocalProcessExecutor executor;
    private JobFiles files;

    @BeforeEach
    void begin() throws IOException {
        head = Files.createDirectory(folder.resolve("head"));
        job = head.resolve(".cloudtik/jobs/job-1");
        executor = new LocalProcessExecutor(head, Map.of());
        files = new JobFiles(executor, "job-1");
    }

    @AfterEach
    void end() {
        executor.close();
    }

    @Test
    void leadsToAFileOnTheHead() throws IOException {
        Files.createDirectory(head.resolve("my app"));
        Files.writeString(head.resolve("my app/night ly.sh"), "below home");
        Path elsewhere = Files.writeString(folder.resolve("other.sh"), "elsewhere");

        files.link(NodePath.of("~/my app/night ly.sh"));
        files.link(NodePath.of(elsewhere.toString()));

        assertThat(job.resolve("night ly.sh")).hasContent("below home");
        assertThat(job.resolve("other.sh")).hasContent("elsewhere");
    }

    @Test
    void saysThatTheHeadHasNoSuchFile() {
        assertThatThrownBy(() -> files.link(NodePath.of("app/nightly.sh")))
                .isInstanceOfSatisfying(PlatformException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.NOT_FOUND);
                    assertThat(e).hasMessage("the head has no file 'app/nightly.sh' that can be read");
                });
        assertThat(job).doesNotExist();
    }

    @Test
    void bringsTheScriptAndItsFiles() throws IOException {
        Path script = Files.writeString(folder.resolve("a.sh"), "a");
        Path data = Files.writeString(folder.resolve("b.csv"), "b");

        Call call = new Call(Optional.empty(), List.of(data), JobDependencies.NONE, List.of(), Map.of());

        files.bring(JobBaggage.of(new Submission(script, call)), Progress.SILENT);

        assertThat(job.resolve("a.sh")).hasContent("a");
        assertThat(job.resolve("b.csv")).hasContent("b");
    }
}
