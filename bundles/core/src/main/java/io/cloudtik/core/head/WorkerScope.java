package io.cloudtik.core.head;

import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.spi.provider.NodeProvider;
import io.cloudtik.core.cluster.ClusterReconciler;

/**
 * What depends on the specification and is replaced with it.
 *
 * @param file the specification as its file says it
 * @param spec the same with what was asked for by hand since
 * @param provider changed through by the cluster's controller only, as long as it is
 */
record WorkerScope(
        ClusterSpec file,
        ClusterSpec spec,
        NodeProvider provider,
        WorkerWishes wishes,
        ClusterReconciler reconciler)
        implements AutoCloseable {

    @Override
    public void close() {
        provider.close();
    }
}
