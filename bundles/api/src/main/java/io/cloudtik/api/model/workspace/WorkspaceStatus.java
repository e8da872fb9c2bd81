package io.cloudtik.api.model.workspace;

import java.util.List;
import java.util.Objects;

/**
 * A workspace as seen now. Whether it is complete is the difference between the wanted list and what was found.
 *
 * @param resources in the order of creation
 * @param clusters the clusters registered in it
 */
public record WorkspaceStatus(
        WorkspaceName name, String provider, State state, List<ResourceStatus> resources, List<String> clusters) {

    public enum State { MISSING, INCOMPLETE, COMPLETE, DRIFTED }

    public WorkspaceStatus {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(state, "state");
        resources = List.copyOf(resources);
        clusters = List.copyOf(clusters);
    }
}
