package io.cloudtik.executor.ssh;

import io.cloudtik.contracts.exec.CommandExecutorContract;
import java.nio.file.Path;

/** The contract against Apache MINA. */
class MinaExecutorIT extends CommandExecutorContract {

    @Override
    protected Node freshNode(Path folder) throws Exception {
        return MinaNode.in(folder);
    }
}
