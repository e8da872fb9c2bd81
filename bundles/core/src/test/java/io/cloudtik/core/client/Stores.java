package io.cloudtik.core.client;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.model.workspace.WorkspaceSpec;
import io.cloudtik.api.spi.provider.WorkspaceProvider;
import io.cloudtik.api.spi.provider.WorkspaceResource;
import io.cloudtik.api.spi.provider.WorkspaceStore;
import io.cloudtik.contracts.provider.FakeProvider;

/** The store of a fake provider's workspace that exists. */
final class Stores {

    private Stores() {}

    static WorkspaceStore of(FakeProvider provider) {
        WorkspaceProvider workspace =
                provider.workspace(new WorkspaceSpec(new WorkspaceName("lab"), "fake", Settings.empty()));
        workspace.resources().forEach(WorkspaceResource::create);
        return workspace.store();
    }
}
