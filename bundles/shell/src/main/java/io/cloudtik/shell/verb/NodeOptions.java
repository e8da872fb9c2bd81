package io.cloudtik.shell.verb;

import io.cloudtik.api.control.NodeSelection;
import io.cloudtik.api.model.node.NodeId;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which nodes a verb is about: the head, unless something else is said. */
final class NodeOptions {

    @ArgGroup(exclusive = true, multiplicity = "0..1")
    private Which which;

    private static final class Which {

        @Option(names = "--node", paramLabel = "ID", converter = NodeIdText.class, description = "This node; the head by default.")
        private NodeId node;

        @Option(names = "--node-ip", paramLabel = "ADDRESS", description = "The node at this address.")
        private String address;

        @Option(names = {"-a", "--all-nodes"}, description = "The head and all workers.")
        private boolean all;
    }

    boolean isGiven() {
        return which != null;
    }

    /** The id or address of the one node that was named. */
    Optional<String> name() {
        return Optional.of(selection().name()).filter(name -> !name.isEmpty());
    }

    NodeSelection selection() {
        if (which == null) {
            return NodeSelection.head();
        }
        if (which.all) {
            return NodeSelection.all();
        }
        return which.node != null ? NodeSelection.node(which.node) : NodeSelection.address(which.address);
    }
}
