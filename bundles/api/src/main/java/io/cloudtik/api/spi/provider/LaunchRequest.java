package io.cloudtik.api.spi.provider;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.node.Resources;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One node to be started.
 *
 * @param token derived from cluster, slot, attempt and parameters; to 64 characters of {@code [a-z0-9]}
 * @param name unique in the workspace, fit for every cloud's naming rules
 * @param resources what the user says the type has; empty where the provider knows
 * @param nodeConfig the provider's own block of the node type
 * @param tags all tags, written with the creation
 * @param authorizedKeys public keys in OpenSSH form that may log in
 * @param offering the one way in which it is to be had; another one is never taken in its place
 */
public record LaunchRequest(
        String token,
        String name,
        NodeTypeName nodeType,
        Optional<Resources> resources,
        Settings nodeConfig,
        Map<String, String> tags,
        List<String> authorizedKeys,
        Offering offering) {

    public LaunchRequest {
        Objects.requireNonNull(token, "token");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(nodeType, "nodeType");
        Objects.requireNonNull(resources, "resources");
        Objects.requireNonNull(nodeConfig, "nodeConfig");
        tags = Map.copyOf(tags);
        authorizedKeys = List.copyOf(authorizedKeys);
        Objects.requireNonNull(offering, "offering");
    }

    /** Of a provider that has but one offering. */
    public LaunchRequest(
            String token,
            String name,
            NodeTypeName nodeType,
            Optional<Resources> resources,
            Settings nodeConfig,
            Map<String, String> tags,
            List<String> authorizedKeys) {
        this(token, name, nodeType, resources, nodeConfig, tags, authorizedKeys, Offering.ANY);
    }
}
