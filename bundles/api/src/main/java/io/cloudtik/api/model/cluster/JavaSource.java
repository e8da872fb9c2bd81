package io.cloudtik.api.model.cluster;

/** Where a node's Java comes from. */
public enum JavaSource {
    /** What the node has. */
    SYSTEM,
    /** An image that is part of the distribution. */
    BUNDLED,
    /** The node's operating system installs it. */
    PACKAGE
}
