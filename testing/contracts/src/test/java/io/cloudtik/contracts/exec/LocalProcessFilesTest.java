package io.cloudtik.contracts.exec;

import java.nio.file.Path;

class LocalProcessFilesTest extends FileTransferContract {

    @Override
    protected Node freshNode(Path folder) {
        return new LocalHome(folder);
    }
}
