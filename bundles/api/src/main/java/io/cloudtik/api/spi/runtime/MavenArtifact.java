package io.cloudtik.api.spi.runtime;

import io.cloudtik.api.model.DataSize;
import java.util.List;
import java.util.Objects;

/**
 * A folder with the jars of some Maven coordinates and all they need at run time.
 *
 * @param name how the plan's texts refer to it
 * @param coordinates {@code group:artifact:version}, resolved together
 * @param exclusions {@code group:artifact} left out wherever they turn up; {@code *} stands for any
 * @param expectedSize what it takes on disk; checked against the free space before anything is fetched
 */
public record MavenArtifact(String name, List<String> coordinates, List<String> exclusions, DataSize expectedSize) {

    public MavenArtifact {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(expectedSize, "expectedSize");
        coordinates = List.copyOf(coordinates);
        exclusions = List.copyOf(exclusions);
        if (coordinates.isEmpty()) {
            throw new IllegalArgumentException("artifact '" + name + "' has no coordinates");
        }
    }
}
