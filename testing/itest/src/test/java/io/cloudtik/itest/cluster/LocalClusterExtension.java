package io.cloudtik.itest.cluster;

import io.cloudtik.itest.Distribution;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;

/** Hands all tests that ask for it one cluster, which goes when the last test is done; of a test that fails its logs stay. */
final class LocalClusterExtension implements ParameterResolver, TestWatcher {

    private static final Namespace CLUSTERS = Namespace.create(LocalClusterExtension.class);
    private static final Path KEPT_LOGS = Path.of("target", "cluster-logs");

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == LocalCluster.class;
    }

    @Override
    public LocalCluster resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(CLUSTERS)
                .getOrComputeIfAbsent(
                        LocalCluster.class, type -> LocalCluster.start(Distribution.built()), LocalCluster.class)
                .up();
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable failure) {
        LocalCluster cluster = context.getRoot().getStore(CLUSTERS).get(LocalCluster.class, LocalCluster.class);
        if (cluster != null) {
            String test = context.getRequiredTestClass().getSimpleName() + "." + context.getRequiredTestMethod().getName();
            cluster.keepLogs(KEPT_LOGS.resolve(test));
        }
    }
}
