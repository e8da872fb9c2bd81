package io.cloudtik.executor.ssh;

import io.cloudtik.contracts.exec.CommandExecutorContract;
import io.cloudtik.contracts.ssh.SshMachine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract against Apache MINA, the server of the local provider. */
class MinaExecutorIT extends CommandExecutorContract {

    @TempDir
    Path folder;

    private SshMachine server;

    @Override
    protected Node freshNode() throws Exception {
        SshExecutorFactory factory = new SshExecutorFactory();
        Path key = folder.resolve("id");
        server = new SshMachine(folder, factory, key).started();
        return new Node(
                factory.connect(server.access(), key, folder.resolve("known_hosts"), Duration.ofMinutes(1)),
                server.home());
    }

    @AfterEach
    void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }
}
