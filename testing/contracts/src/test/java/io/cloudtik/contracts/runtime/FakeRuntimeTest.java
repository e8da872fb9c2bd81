package io.cloudtik.contracts.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.spi.runtime.JobRequest;
import io.cloudtik.api.spi.runtime.PlannedFile;
import io.cloudtik.api.spi.runtime.Runtime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FakeRuntimeTest extends RuntimeContract {

    @Override
    protected Runtime runtime() {
        return FakeRuntime.named("fake").requiring("other");
    }

    @Override
    protected Settings settings() {
        return Settings.of(Map.of("greeting", "good morning"));
    }

    @Override
    protected List<JobRequest> jobs() {
        return List.of(new JobRequest("report.sh", Optional.empty(), List.of("a"), Map.of("KEY", "value")));
    }

    @Test
    void saysWhatItsSettingsSay() {
        assertThat(runtime().node(worker()).files())
                .extracting(PlannedFile::content)
                .contains("good morning from 127.77.3.2\n");
    }
}
