package io.cloudtik.core.control;

import io.cloudtik.api.config.Settings;
import io.cloudtik.core.config.SecretValues;
import java.util.Objects;

/**
 * What a client wants a cluster to be.
 *
 * @param settings the tree, templates laid under, references as the user wrote them
 * @param secrets what the references stand for
 */
public record Wish(Settings settings, SecretValues secrets) {

    public Wish {
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(secrets, "secrets");
    }
}
