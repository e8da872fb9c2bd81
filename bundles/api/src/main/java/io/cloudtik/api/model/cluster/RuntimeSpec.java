package io.cloudtik.api.model.cluster;

import io.cloudtik.api.config.Settings;
import java.util.Objects;

/**
 * A runtime a cluster wants.
 *
 * @param settings its block under {@code runtime:}
 */
public record RuntimeSpec(String name, Settings settings) {

    public RuntimeSpec {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(settings, "settings");
    }
}
