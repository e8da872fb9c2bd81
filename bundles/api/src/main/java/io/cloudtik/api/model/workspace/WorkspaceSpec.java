package io.cloudtik.api.model.workspace;

import io.cloudtik.api.config.Settings;
import java.util.Objects;

/**
 * A workspace as wanted.
 *
 * @param provider the provider's type, such as {@code local}
 * @param settings the {@code provider:} block
 */
public record WorkspaceSpec(WorkspaceName name, String provider, Settings settings) {

    public WorkspaceSpec {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(settings, "settings");
    }
}
