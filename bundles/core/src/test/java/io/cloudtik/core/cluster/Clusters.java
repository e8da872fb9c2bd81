package io.cloudtik.core.cluster;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.model.cluster.AuthSpec;
import io.cloudtik.api.model.cluster.ClusterName;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.cluster.ClusterUuid;
import io.cloudtik.api.model.cluster.NodeTypeSpec;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.node.Resources;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.codec.json.JacksonRecordCodec;
import java.util.List;
import java.util.Optional;

/** A small cluster specification for the tests of this package. */
final class Clusters {

    static final RecordCodec CODEC = new JacksonRecordCodec();
    static final ClusterUuid UUID = new ClusterUuid("11111111-2222-3333-4444-555555555555");
    static final NodeTypeName WORKER = new NodeTypeName("worker.default");

    private Clusters() {}

    static ClusterSpec withWorkers(int workers) {
        NodeTypeSpec head = new NodeTypeSpec(
                new NodeTypeName("head.default"), NodeKind.HEAD, 0, 0, Optional.empty(), Settings.empty());
        return new ClusterSpec(
                new WorkspaceName("lab"), new ClusterName("demo"), "fake", Settings.empty(), AuthSpec.DEFAULT,
                List.of(head, worker(workers)), 100, List.of(), Settings.empty());
    }

    /** As {@link #withWorkers}, with other machines. */
    static ClusterSpec withWorkersOf(int workers, Resources resources) {
        ClusterSpec spec = withWorkers(workers);
        return new ClusterSpec(
                spec.workspace(), spec.name(), spec.provider(), spec.providerSettings(), spec.auth(),
                List.of(spec.headType(), worker(WORKER, workers, resources)), 100, List.of(), Settings.empty());
    }

    static NodeTypeSpec worker(NodeTypeName name, int workers, Resources resources) {
        return new NodeTypeSpec(name, NodeKind.WORKER, workers, 100, Optional.of(resources), Settings.empty());
    }

    static NodeTypeSpec worker(int workers) {
        return new NodeTypeSpec(
                WORKER, NodeKind.WORKER, workers, 100, Optional.of(Resources.of(1, DataSize.ofGibibytes(2))),
                Settings.empty());
    }

    static SlotNames names(ClusterSpec spec) {
        return new SlotNames(spec, UUID);
    }
}
