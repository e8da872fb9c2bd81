package io.cloudtik.core.head;

import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.core.cluster.ClusterReconciler;
import io.cloudtik.core.cluster.CurrentNodeProvider;

/**
 * What depends on the specification and is replaced with it.
 *
 * @param file the specification as its file says it
 * @param spec the same with what was asked for by hand since
 */
record WorkerScope(
        ClusterSpec file,
        ClusterSpec spec,
        CurrentNodeProvider provider,
        WorkerWishes wishes,
        ClusterReconciler reconciler)
        implements AutoCloseable {

    @Override
    public void close() {
        provider.close();
    }
}
