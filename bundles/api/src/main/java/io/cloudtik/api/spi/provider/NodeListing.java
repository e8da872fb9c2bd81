package io.cloudtik.api.spi.provider;

import java.util.List;

/**
 * @param complete whether every page was read; core never takes absence from an incomplete listing for a loss
 */
public record NodeListing(List<CloudNode> nodes, boolean complete) {

    public NodeListing {
        nodes = List.copyOf(nodes);
    }
}
