package io.cloudtik.api.spi.runtime;

import io.cloudtik.api.model.DataSize;
import java.net.URI;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One file from an address.
 *
 * @param sha256 of its bytes, in hex; anything else is refused
 */
public record Download(String name, URI source, String sha256, DataSize expectedSize) {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    public Download {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(expectedSize, "expectedSize");
        if (!SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("download '" + name + "' needs a sha256 of 64 hex digits");
        }
    }
}
