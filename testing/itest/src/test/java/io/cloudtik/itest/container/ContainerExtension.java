package io.cloudtik.itest.container;

import io.cloudtik.itest.Distribution;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Hands tests the container of their class's {@link Bundles}; one for each set of lists, started when first asked for. */
final class ContainerExtension implements ParameterResolver {

    private static final Namespace CONTAINERS = Namespace.create(ContainerExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RunningContainer.class;
    }

    @Override
    public RunningContainer resolveParameter(ParameterContext parameter, ExtensionContext context) {
        List<String> lists = List.of(AnnotationSupport.findAnnotation(context.getRequiredTestClass(), Bundles.class)
                .orElseThrow()
                .value());
        // The root store closes what it holds when the last test is done.
        Store store = context.getRoot().getStore(CONTAINERS);
        return store.getOrComputeIfAbsent(
                lists, names -> RunningContainer.start(Distribution.built(), names), RunningContainer.class);
    }
}
