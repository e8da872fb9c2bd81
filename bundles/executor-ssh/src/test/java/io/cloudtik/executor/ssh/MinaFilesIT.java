package io.cloudtik.executor.ssh;

import io.cloudtik.contracts.exec.FileTransferContract;
import java.nio.file.Path;

/** The contract against Apache MINA. */
class MinaFilesIT extends FileTransferContract {

    @Override
    protected Node freshNode(Path folder) throws Exception {
        return MinaNode.in(folder);
    }
}
