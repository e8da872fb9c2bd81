package io.cloudtik.shell.verb;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.control.NodeAddress;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.shell.terminal.Console;
import io.cloudtik.shell.view.OutputFormat;
import io.cloudtik.shell.view.Results;
import java.util.List;
import java.util.stream.Collectors;

/** Prints addresses bare, as scripts take them, or as records. */
final class Addresses {

    private final Results results;

    Addresses(RecordCodec codec, Console console) {
        this.results = new Results(codec, console);
    }

    /** @param separator what stands between two; {@code %n} is the end of a line */
    int print(OutputFormat format, List<NodeAddress> nodes, boolean external, String separator) {
        List<NodeAddress> placed = nodes.stream().filter(node -> !address(node, external).isEmpty()).toList();
        if (placed.isEmpty() && !nodes.isEmpty()) {
            throw new PlatformException(Kind.UNAVAILABLE, "no node has an address yet")
                    .withRemedy("cloudtik status <cluster.yaml> shows how far they are");
        }
        String between = separator.replace("%n", "\n").replace("\\n", "\n").replace("\\t", "\t");
        results.printAll(format, placed, () -> placed.isEmpty()
                ? ""
                : placed.stream().map(node -> address(node, external)).collect(Collectors.joining(between)) + "\n");
        return 0;
    }

    private static String address(NodeAddress node, boolean external) {
        return external ? node.sshHost() : node.address();
    }
}
