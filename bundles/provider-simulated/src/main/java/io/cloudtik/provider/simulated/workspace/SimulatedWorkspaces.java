package io.cloudtik.provider.simulated.workspace;

import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.spi.provider.WorkspaceProvider;
import io.cloudtik.provider.simulated.cloud.Api;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** All workspaces of one account. */
public final class SimulatedWorkspaces {

    private final Map<WorkspaceName, WorkspaceState> states = new ConcurrentSkipListMap<>();

    /** Those that have at least one resource, sorted. */
    public List<WorkspaceName> list(Api api) {
        return api.call("list the workspaces", () -> states.entrySet().stream()
                .filter(entry -> !entry.getValue().existing().isEmpty())
                .map(Map.Entry::getKey)
                .toList());
    }

    public WorkspaceProvider open(WorkspaceName name, Api api) {
        return new SimulatedWorkspace(name, state(name), api);
    }

    /** The names of the resources a workspace truly has, in their order. */
    public List<String> existing(WorkspaceName name) {
        return state(name).existing();
    }

    /** Makes a resource differ from what is wanted, as somebody at a console does. */
    public void drift(WorkspaceName name, String resource, String difference) {
        state(name).drift(resource, difference);
    }

    private WorkspaceState state(WorkspaceName name) {
        return states.computeIfAbsent(name, key -> new WorkspaceState());
    }
}
