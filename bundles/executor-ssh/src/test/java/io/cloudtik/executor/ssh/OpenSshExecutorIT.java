package io.cloudtik.executor.ssh;

import io.cloudtik.contracts.exec.CommandExecutorContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract against OpenSSH's own server. */
class OpenSshExecutorIT extends CommandExecutorContract {

    @TempDir
    Path folder;

    private OpenSshServer server;

    @Override
    protected Node freshNode() throws Exception {
        server = OpenSshServer.start(folder);
        return new Node(server.connect(), server.home());
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (server != null) {
            server.close();
        }
    }
}
