package io.cloudtik.executor.ssh;

import io.cloudtik.contracts.exec.CommandExecutorContract;
import java.nio.file.Path;

/** The contract against OpenSSH's own server. */
class OpenSshExecutorIT extends CommandExecutorContract {

    @Override
    protected Node freshNode(Path folder) throws Exception {
        return OpenSshServer.start(folder);
    }
}
