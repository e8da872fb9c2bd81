package io.cloudtik.api.spi.provider;

/** The tags core puts on every node. Values hold no secret and keep to {@code [a-z0-9._-]{0,63}}, which every cloud takes. */
public final class NodeTags {

    public static final String WORKSPACE = "cloudtik-workspace";
    public static final String CLUSTER = "cloudtik-cluster";
    public static final String CLUSTER_UUID = "cloudtik-cluster-uuid";
    public static final String NODE_ID = "cloudtik-node-id";
    public static final String NODE_KIND = "cloudtik-node-kind";
    public static final String NODE_TYPE = "cloudtik-node-type";
    public static final String SLOT = "cloudtik-slot";
    public static final String ATTEMPT = "cloudtik-attempt";
    public static final String GENERATION = "cloudtik-generation";
    public static final String EPOCH = "cloudtik-epoch";

    private NodeTags() {}
}
