package io.cloudtik.executor.ssh;

import io.cloudtik.api.spi.exec.CommandExecutor;
import io.cloudtik.contracts.exec.InteractiveAccessContract;
import org.junit.jupiter.api.AfterEach;

/** Terminals and ports of OpenSSH's own server. */
class OpenSshInteractiveAccessIT extends InteractiveAccessContract {

    private OpenSshServer server;

    @Override
    protected CommandExecutor connected() throws Exception {
        OpenSshServer.assumeTerminals();
        server = OpenSshServer.start(scratch);
        return server.connect();
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (server != null) {
            server.close();
        }
    }
}
