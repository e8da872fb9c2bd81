package io.cloudtik.api.model.cluster;

import java.util.List;

/**
 * The shell commands a user wants run on a node, by stage: those common to all nodes first, then those of its kind or type.
 * Texts are handed to {@code bash -c} as they are.
 *
 * @param initialization before anything of the platform is put on the node
 * @param setup when the platform's files are there and before its container starts
 * @param bootstrap after setup, as its last part
 * @param start each time the node is started, after its container
 * @param stop before the node ends
 */
public record NodeCommands(
        List<String> initialization,
        List<String> setup,
        List<String> bootstrap,
        List<String> start,
        List<String> stop) {

    public static final NodeCommands NONE = new NodeCommands(List.of(), List.of(), List.of(), List.of(), List.of());

    public NodeCommands {
        initialization = List.copyOf(initialization);
        setup = List.copyOf(setup);
        bootstrap = List.copyOf(bootstrap);
        start = List.copyOf(start);
        stop = List.copyOf(stop);
    }
}
