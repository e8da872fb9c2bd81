package io.cloudtik.contracts.exec;

import java.nio.file.Path;

class LocalProcessExecutorTest extends CommandExecutorContract {

    @Override
    protected Node freshNode(Path folder) {
        return new LocalHome(folder);
    }
}
