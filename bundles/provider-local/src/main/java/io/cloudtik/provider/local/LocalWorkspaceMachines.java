package io.cloudtik.provider.local;

import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.spi.provider.NodeListing;
import io.cloudtik.api.spi.provider.NodeTags;
import io.cloudtik.api.spi.provider.WorkspaceMachines;
import io.cloudtik.provider.local.client.LocalHostClient;
import java.util.Set;

/** The nodes of all clusters of a workspace, asked from the host process. */
final class LocalWorkspaceMachines implements WorkspaceMachines {

    private final LocalHostClient host;
    private final WorkspaceName workspace;

    LocalWorkspaceMachines(LocalHostClient host, WorkspaceName workspace) {
        this.host = host;
        this.workspace = workspace;
    }

    @Override
    public NodeListing list() {
        return new NodeListing(
                host.list().stream()
                        .filter(record -> workspace.value().equals(record.order().tags().get(NodeTags.WORKSPACE)))
                        .map(LocalNodeProvider::node)
                        .toList(),
                true);
    }

    @Override
    public void terminate(Set<String> machines) {
        if (!machines.isEmpty()) {
            host.terminate(machines);
        }
    }

    /** They take memory and processors of this machine, and no money. */
    @Override
    public boolean bearsCost() {
        return false;
    }

    @Override
    public void close() {
        // The host process is shared by all and lives as long as there are nodes.
    }
}
