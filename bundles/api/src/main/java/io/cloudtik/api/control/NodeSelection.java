package io.cloudtik.api.control;

import io.cloudtik.api.model.node.NodeId;
import java.util.Objects;

/**
 * Which nodes of a cluster an operation is about.
 *
 * @param name the node's id or address, where the extent is one of these; else empty
 */
public record NodeSelection(Extent extent, String name) {

    /** How the nodes are told. */
    public enum Extent {
        HEAD,
        /** The one node of an id. */
        NODE,
        /** The one node that other nodes, or this machine, reach at an address. */
        ADDRESS,
        WORKERS,
        /** The head and all workers. */
        ALL
    }

    public NodeSelection {
        Objects.requireNonNull(extent, "extent");
        Objects.requireNonNull(name, "name");
        boolean needsName = extent == Extent.NODE || extent == Extent.ADDRESS;
        if (needsName == name.isBlank()) {
            throw new IllegalArgumentException(
                    needsName ? "which node is meant was not said" : "'" + name + "' is one node and not " + extent);
        }
    }

    public static NodeSelection head() {
        return new NodeSelection(Extent.HEAD, "");
    }

    public static NodeSelection node(NodeId id) {
        return new NodeSelection(Extent.NODE, id.value());
    }

    public static NodeSelection address(String address) {
        return new NodeSelection(Extent.ADDRESS, address);
    }

    public static NodeSelection workers() {
        return new NodeSelection(Extent.WORKERS, "");
    }

    public static NodeSelection all() {
        return new NodeSelection(Extent.ALL, "");
    }

    /** Whether it may be more than one node. */
    public boolean isMany() {
        return extent == Extent.WORKERS || extent == Extent.ALL;
    }
}
