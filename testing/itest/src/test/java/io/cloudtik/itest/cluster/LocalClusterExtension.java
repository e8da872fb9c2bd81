package io.cloudtik.itest.cluster;

import io.cloudtik.itest.Distribution;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands all tests that ask for it one cluster, which goes when the last test is done. */
final class LocalClusterExtension implements ParameterResolver {

    private static final Namespace CLUSTERS = Namespace.create(LocalClusterExtension.class);

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
}
