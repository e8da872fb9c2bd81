package io.cloudtik.contracts.provider;

import io.cloudtik.api.spi.provider.CloudProvider;

class FakeNodeProviderTest extends NodeProviderContract {

    private final FakeProvider provider = new FakeProvider();

    @Override
    protected CloudProvider provider() {
        return provider;
    }

    @Override
    protected void letTimePass() {
        provider.settle();
    }
}
