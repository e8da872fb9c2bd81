package io.cloudtik.contracts.provider;

import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.spi.provider.NodeListing;
import io.cloudtik.api.spi.provider.NodeTags;
import io.cloudtik.api.spi.provider.WorkspaceMachines;
import java.util.Set;

/** The fake cloud's machines as somebody sees them who looks after a workspace. */
final class FakeWorkspaceMachines implements WorkspaceMachines {

    private final FakeMachines machines;
    private final WorkspaceName workspace;

    FakeWorkspaceMachines(FakeMachines machines, WorkspaceName workspace) {
        this.machines = machines;
        this.workspace = workspace;
    }

    @Override
    public NodeListing list() {
        return new NodeListing(
                machines.list().stream()
                        .filter(machine -> workspace.value().equals(machine.tags().get(NodeTags.WORKSPACE)))
                        .toList(),
                machines.isListingComplete());
    }

    @Override
    public void terminate(Set<String> ids) {
        machines.terminate(ids);
    }

    @Override
    public void close() {
        // The machines outlive any view of them.
    }
}
