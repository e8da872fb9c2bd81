package io.cloudtik.api;

import static org.assertj.core.api.Assertions.assertThat;

import aQute.bnd.differ.Baseline;
import aQute.bnd.differ.DiffPluginImpl;
import aQute.bnd.osgi.Jar;
import aQute.bnd.osgi.Processor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds the api to the versions of its packages: what changed against the frozen baseline must have a version that says so,
 * since plugins of others were compiled against it. The baseline in {@code src/baseline} is the api of the latest release;
 * a release puts its own api jar there.
 */
class ApiBaselineIT {

    private static final Path BASELINE = Path.of("src/baseline/cloudtik-api.jar");

    @Test
    void givesEveryChangedPackageAVersionThatSaysSo() throws Exception {
        try (Jar older = new Jar(BASELINE.toFile()); Jar newer = new Jar(built().toFile()); Processor bnd = new Processor()) {
            Baseline baseline = new Baseline(bnd, new DiffPluginImpl());

            List<String> wrong = baseline.baseline(newer, older, null).stream()
                    .filter(change -> change.mismatch)
                    .map(change -> "%s %s changed (%s); its version must be at least %s".formatted(
                            change.packageName, change.newerVersion, change.packageDiff.getDelta(),
                            change.suggestedVersion))
                    .toList();

            assertThat(wrong).isEmpty();
        }
    }

    private static Path built() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.getFileName().toString().matches("cloudtik-api-[0-9.]+\\.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
