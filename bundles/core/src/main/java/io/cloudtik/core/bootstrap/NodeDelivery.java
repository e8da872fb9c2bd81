package io.cloudtik.core.bootstrap;

import io.cloudtik.api.model.cluster.CommandRetries;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.spi.provider.NodeAccess;
import io.cloudtik.core.files.FileSet;
import io.cloudtik.core.stage.NodeStages;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Everything a machine gets to become a node.
 *
 * @param node its name
 * @param access how the machine is reached, asked again for each try; fails with NOT_FOUND if it has gone
 * @param stages the user's commands
 * @param environment of those commands
 * @param retries how often one of them that failed is run again
 * @param files the user's files
 * @param ownFiles those of the node itself: who it is, how it reaches the shared state
 * @param java the Java it is to have
 */
public record NodeDelivery(
        String node,
        NodeKind kind,
        Supplier<NodeAccess> access,
        NodeStages stages,
        Map<String, String> environment,
        CommandRetries retries,
        FileSet files,
        List<NodeFile> ownFiles,
        NodeJava java) {

    /** Without the environment, which may hold secrets. */
    @Override
    public String toString() {
        return "NodeDelivery[" + node + "]";
    }
}
