package io.cloudtik.executor.ssh;

import io.cloudtik.contracts.exec.FileTransferContract;
import java.nio.file.Path;

/** The contract against OpenSSH's own server. */
class OpenSshFilesIT extends FileTransferContract {

    @Override
    protected Node freshNode(Path folder) throws Exception {
        return OpenSshServer.start(folder);
    }
}
