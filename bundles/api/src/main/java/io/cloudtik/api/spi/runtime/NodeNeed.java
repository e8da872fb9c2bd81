package io.cloudtik.api.spi.runtime;

import java.util.List;
import java.util.Objects;

/**
 * Something a job needs of each node that nobody installs for it.
 *
 * @param what in words, such as {@code Python 3.9}
 * @param command run on each node over SSH, within a minute, changing nothing: it ends with 0 where the node has it, and
 *     says on its last line what there is instead where not
 * @param remedy what a person can do about it
 */
public record NodeNeed(String what, List<String> command, String remedy) {

    public NodeNeed {
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(remedy, "remedy");
        command = List.copyOf(command);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("no command finds out whether a node has " + what);
        }
    }
}
