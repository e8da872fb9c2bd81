package io.cloudtik.api.spi.provider;

import java.util.Objects;
import java.util.Set;

/**
 * What a provider is and takes, as data.
 *
 * @param type the word users write as {@code provider.type}
 * @param summary one sentence for people
 * @param workspaceSchema JSON Schema (2020-12) of a workspace's {@code provider:} block, as text
 * @param clusterSchema JSON Schema of a cluster's {@code provider:} block, as text
 * @param nodeSchema JSON Schema of a {@code node_config:} block, as text
 * @param secretKeys keys in these blocks whose values are secret
 * @param capabilities what it can do
 */
public record ProviderDescription(
        String type,
        String summary,
        String workspaceSchema,
        String clusterSchema,
        String nodeSchema,
        Set<String> secretKeys,
        Set<Capability> capabilities) {

    public enum Capability {
        /** The same token gives the same node. Required of every provider. */
        IDEMPOTENT_LAUNCH,
        /** Tags are written in the create call itself. */
        ATOMIC_TAGS,
        SPOT,
        STOP_START
    }

    public ProviderDescription {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(summary, "summary");
        Objects.requireNonNull(workspaceSchema, "workspaceSchema");
        Objects.requireNonNull(clusterSchema, "clusterSchema");
        Objects.requireNonNull(nodeSchema, "nodeSchema");
        secretKeys = Set.copyOf(secretKeys);
        capabilities = Set.copyOf(capabilities);
    }
}
