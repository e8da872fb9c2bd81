package io.cloudtik.api.model.workspace;

import java.util.List;
import java.util.Objects;

/**
 * One resource of a workspace as seen now.
 *
 * @param name unique in the workspace's list
 * @param kind what it is, for people: {@code address block}
 * @param id the provider's identifier; empty if it does not exist
 * @param drift how it differs from what is wanted; empty if it does not
 */
public record ResourceStatus(String name, String kind, String id, List<String> drift) {

    public ResourceStatus {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(id, "id");
        drift = List.copyOf(drift);
    }

    public boolean exists() {
        return !id.isEmpty();
    }
}
