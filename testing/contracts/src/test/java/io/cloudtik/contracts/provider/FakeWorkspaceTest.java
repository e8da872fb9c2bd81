package io.cloudtik.contracts.provider;

import io.cloudtik.api.spi.provider.CloudProvider;

class FakeWorkspaceTest extends WorkspaceProviderContract {

    private final FakeProvider provider = new FakeProvider();

    @Override
    protected CloudProvider provider() {
        return provider;
    }
}
