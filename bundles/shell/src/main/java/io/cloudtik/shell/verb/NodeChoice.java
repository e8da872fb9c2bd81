package io.cloudtik.shell.verb;

import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The node a verb is about. */
final class NodeChoice {

    @ArgGroup(exclusive = true)
    private Named named = new Named();

    private static final class Named {

        @Option(names = "--node", paramLabel = "ID", description = "The node; the head by default.")
        private String id;

        @Option(names = "--node-ip", paramLabel = "ADDRESS", description = "The node with this address.")
        private String address;
    }

    /** Its id or its address; empty for the head. */
    Optional<String> node() {
        return Optional.ofNullable(named.id).or(() -> Optional.ofNullable(named.address));
    }
}
