package io.cloudtik.contracts.exec;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class LocalProcessExecutorTest extends CommandExecutorContract {

    @TempDir
    Path home;

    @Override
    protected Node freshNode() {
        return new Node(new LocalProcessExecutor(home, Map.of()), home);
    }
}
