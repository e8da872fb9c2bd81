package io.cloudtik.node.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.model.DataSize;
import org.junit.jupiter.api.Test;

class FetchProgressTest {

    private final FetchProgress progress = new FetchProgress("spark", DataSize.ofMebibytes(324));

    @Test
    void tellsBytesAndFiles() {
        progress.expectFiles(195);
        progress.addBytes(120L << 20);
        for (int file = 0; file < 80; file++) {
            progress.addFile();
        }

        assertThat(progress.describe()).isEqualTo("fetching spark: 120 of 324 MiB, 80 of 195 files");
    }

    @Test
    void tellsOnlyTheNameBeforeAnythingIsKnown() {
        assertThat(progress.describe()).isEqualTo("fetching spark");
    }

    @Test
    void doesNotTellMoreThanAllIfTheEstimateWasLow() {
        progress.expectFiles(1);
        progress.addBytes(400L << 20);

        assertThat(progress.describe()).isEqualTo("fetching spark: 400 MiB");
    }
}
