package io.cloudtik.api.spi.runtime;

import java.util.Objects;
import java.util.Set;

/**
 * What a runtime is and takes, as data.
 *
 * @param name the word users write in {@code runtime.types}
 * @param summary one sentence for people
 * @param schema JSON Schema (2020-12) of its block under {@code runtime:}, as text
 * @param requires names of runtimes that are added with it
 * @param secretKeys keys in its block whose values are secret
 */
public record RuntimeDescription(
        String name, String summary, String schema, Set<String> requires, Set<String> secretKeys) {

    public RuntimeDescription {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(summary, "summary");
        Objects.requireNonNull(schema, "schema");
        requires = Set.copyOf(requires);
        secretKeys = Set.copyOf(secretKeys);
    }
}
