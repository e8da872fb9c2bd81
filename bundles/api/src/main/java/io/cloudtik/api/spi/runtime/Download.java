package io.cloudtik.api.spi.runtime;

import io.cloudtik.api.model.DataSize;
import java.net.URI;
import java.util.Objects;

/**
 * One file from an address, or what is in it.
 *
 * @param source {@code https://...}, or {@code file:///...} for a file that the node has already
 * @param checksum of its bytes; anything else is refused
 * @param expectedSize what it takes on disk, unpacked if it is to be
 * @param unpacked whether it is a tar archive, compressed by gzip, whose one folder is what is wanted: the plan's texts then
 *     name that folder
 */
public record Download(String name, URI source, Checksum checksum, DataSize expectedSize, boolean unpacked) {

    public Download {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(checksum, "checksum");
        Objects.requireNonNull(expectedSize, "expectedSize");
    }

    /** A file that is wanted as it is. */
    public Download(String name, URI source, Checksum checksum, DataSize expectedSize) {
        this(name, source, checksum, expectedSize, false);
    }
}
