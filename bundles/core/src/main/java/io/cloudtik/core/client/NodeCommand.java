package io.cloudtik.core.client;

import java.util.ArrayList;
import java.util.List;

/** A user's command as a node gets it: with the platform's own programs behind those of the node's PATH. */
final class NodeCommand {

    private static final String WITH_PLATFORM =
            "PATH=\"$PATH:$HOME/.cloudtik/dist/current/bin\"; export PATH; exec \"$@\"";

    private NodeCommand() {}

    static List<String> of(List<String> argv) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", WITH_PLATFORM, "sh"));
        command.addAll(argv);
        return List.copyOf(command);
    }
}
