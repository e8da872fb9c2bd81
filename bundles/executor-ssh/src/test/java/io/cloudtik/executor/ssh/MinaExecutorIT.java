package io.cloudtik.executor.ssh;

import io.cloudtik.contracts.exec.CommandExecutorContract;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract against Apache MINA, the server of the local provider. */
class MinaExecutorIT extends CommandExecutorContract {

    @TempDir
    Path folder;

    private MinaServer server;

    @Override
    protected Node freshNode() throws Exception {
        SshExecutorFactory factory = new SshExecutorFactory();
        Path key = folder.resolve("id");
        server = new MinaServer(folder, factory.ensureKeyPair(key, "test")).started();
        return new Node(
                factory.connect(server.access(), key, folder.resolve("known_hosts"), Duration.ofMinutes(1)),
                folder.resolve("home"));
    }

    @AfterEach
    void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }
}
