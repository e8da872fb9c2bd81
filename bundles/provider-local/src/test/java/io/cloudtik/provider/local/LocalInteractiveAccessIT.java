package io.cloudtik.provider.local;

import io.cloudtik.api.spi.exec.CommandExecutor;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.NodeProvider;
import io.cloudtik.contracts.exec.InteractiveAccessContract;
import io.cloudtik.executor.ssh.SshExecutorFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

/** Terminals and ports of a local node, as core reaches it. */
class LocalInteractiveAccessIT extends InteractiveAccessContract {

    @TempDir
    static Path home;

    @Override
    protected CommandExecutor connected() throws Exception {
        TestCloud cloud = new TestCloud(home);
        SshExecutorFactory executors = new SshExecutorFactory();
        Path key = home.resolve("id");
        String publicText = executors.ensureKeyPair(key, "test");
        if (!Files.exists(home.resolve("local"))) {
            cloud.createWorkspace();
        }
        try (NodeProvider nodes = cloud.nodes()) {
            CloudNode node = nodes.launch(TestCloud.request("one", new SshKey(Files.readString(key), publicText)));
            return executors.connect(nodes.access(node), key, home.resolve("known_hosts"), Duration.ofMinutes(1));
        }
    }

    @AfterAll
    static void endAll() {
        new TestCloud(home).close();
    }
}
