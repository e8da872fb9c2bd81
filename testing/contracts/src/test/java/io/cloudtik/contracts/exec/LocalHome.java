package io.cloudtik.contracts.exec;

import io.cloudtik.api.spi.exec.CommandExecutor;
import java.nio.file.Path;
import java.util.Map;

/** A node that is a folder and nothing else. */
record LocalHome(Path home) implements LoggedInContract.Node {

    @Override
    public CommandExecutor connect() {
        return new LocalProcessExecutor(home, Map.of());
    }

    @Override
    public void close() {
        // the folder goes with the test
    }
}
