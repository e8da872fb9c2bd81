package io.cloudtik.core.control;

import io.cloudtik.api.control.RuntimeOperations.Wish;
import io.cloudtik.api.model.node.NodeId;
import java.util.List;
import java.util.Objects;

/**
 * What somebody wishes of runtimes.
 *
 * @param nodes where; empty for everywhere, nodes that are yet to come included
 */
public record RuntimeWish(Wish wish, List<String> runtimes, List<NodeId> nodes) {

    public RuntimeWish {
        Objects.requireNonNull(wish, "wish");
        runtimes = List.copyOf(runtimes);
        nodes = List.copyOf(nodes);
    }
}
