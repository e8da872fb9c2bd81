package io.cloudtik.provider.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.spi.provider.CloudProvider;
import io.cloudtik.contracts.provider.NodeProviderContract;
import io.cloudtik.provider.local.folder.LocalRoot;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class LocalNodeProviderIT extends NodeProviderContract {

    @TempDir
    static Path home;

    @Override
    protected CloudProvider provider() {
        return new TestCloud(home).provider();
    }

    @AfterEach
    void leavesNoHostProcessBehind() {
        LocalRoot root = new TestCloud(home).root();
        assertThat(root.hostAddress()).satisfiesAnyOf(
                file -> assertThat(file).doesNotExist(),
                file -> assertThat(root.nodes()).isNotEmptyDirectory());
    }
}
