package io.cloudtik.itest.container;

import io.cloudtik.contracts.time.Eventually;
import io.cloudtik.itest.Distribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.ExamSystem;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.TestContainer;
import org.ops4j.pax.exam.nat.internal.NativeTestContainer;
import org.ops4j.pax.exam.spi.DefaultExamSystem;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.condition.Condition;

/** A Felix of the test's own process with the bundles of one or more of the distribution's lists. */
final class RunningContainer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ExamSystem system;
    private final TestContainer container;
    private final Framework framework;
    private final Path home;

    private RunningContainer(ExamSystem system, TestContainer container, Framework framework, Path home) {
        this.system = system;
        this.container = container;
        this.framework = framework;
        this.home = home;
    }

    /** @param lists the first is named as the role it is for */
    static RunningContainer start(Distribution distribution, List<String> lists) {
        try {
            Path home = Files.createTempDirectory("cloudtik-container-");
            ExamSystem system = DefaultExamSystem.create(options(distribution, lists, home));
            AtomicReference<Framework> framework = new AtomicReference<>();
            TestContainer container = new NativeTestContainer(system, configuration -> {
                framework.set(new FrameworkFactory().newFramework(configuration));
                return framework.get();
            });
            container.start();
            return new RunningContainer(system, container, framework.get(), home);
        } catch (IOException e) {
            throw new IllegalStateException("Felix does not start", e);
        }
    }

    private static Option[] options(Distribution distribution, List<String> lists, Path home) {
        List<Option> options = new ArrayList<>(List.of(
                CoreOptions.frameworkProperty("cloudtik.version").value("0.1.0"),
                CoreOptions.frameworkProperty("cloudtik.role").value(lists.get(0)),
                CoreOptions.frameworkProperty("cloudtik.home").value(home.toString()),
                CoreOptions.frameworkProperty("cloudtik.distribution").value(distribution.folder().toString()),
                CoreOptions.frameworkProperty("gosh.home").value(distribution.folder().toString()),
                CoreOptions.frameworkProperty("gosh.args").value("--nointeractive --noshutdown"),
                // What the launcher has on its class path, and what the test shares with the bundles.
                CoreOptions.systemPackages(
                        "org.slf4j;version=2.0.20",
                        "org.slf4j.event;version=2.0.20",
                        "org.slf4j.helpers;version=2.0.20",
                        "org.slf4j.spi;version=2.0.20",
                        "org.apache.felix.service.command;version=1.0.0",
                        "org.osgi.service.component.runtime;version=1.5.0",
                        "org.osgi.service.component.runtime.dto;version=1.5.0",
                        // Named in the signatures of the runtime's methods.
                        "org.osgi.util.promise;version=1.3.0",
                        "org.osgi.util.function;version=1.2.0")));
        lists.stream()
                .flatMap(list -> distribution.bundleList(list).stream())
                .distinct()
                .map(jar -> CoreOptions.bundle("reference:" + jar.toUri()))
                .forEach(options::add);
        return options.toArray(Option[]::new);
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    Path home() {
        return home;
    }

    /** The distribution's bundles; the framework itself is none of them. */
    List<Bundle> bundles() {
        return Stream.of(context().getBundles()).filter(bundle -> bundle.getBundleId() != 0).toList();
    }

    /** What the launcher says of a role. */
    ServiceRegistration<Condition> have(String conditionId) {
        return context().registerService(
                Condition.class, Condition.INSTANCE, new Hashtable<>(Map.of(Condition.CONDITION_ID, conditionId)));
    }

    boolean hasService(String type) {
        return !services(type, null).isEmpty();
    }

    List<ServiceReference<?>> services(String type, String filter) {
        try {
            // All: the test need not see the types as the bundles do.
            ServiceReference<?>[] found = context().getAllServiceReferences(type, filter);
            return found == null ? List.of() : List.of(found);
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(filter, e);
        }
    }

    <S> S service(Class<S> type) {
        return Optional.ofNullable(context().getServiceReference(type))
                .map(context()::getService)
                .orElseThrow(() -> new AssertionError("no service " + type.getName()));
    }

    List<ComponentDescriptionDTO> components() {
        return List.copyOf(service(ServiceComponentRuntime.class).getComponentDescriptionDTOs());
    }

    /** The names of the references a component waits for; empty if it has all it needs. */
    List<String> missing(String component) {
        ServiceComponentRuntime runtime = service(ServiceComponentRuntime.class);
        ComponentDescriptionDTO description = components().stream()
                .filter(candidate -> candidate.name.equals(component))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no component " + component));
        Collection<ComponentConfigurationDTO> configurations = runtime.getComponentConfigurationDTOs(description);
        return configurations.stream()
                .flatMap(configuration -> Stream.of(configuration.unsatisfiedReferences))
                .map(reference -> reference.name)
                .toList();
    }

    /** SCR and Gogo register some services from threads of their own. */
    void await(String what, BooleanSupplier condition) {
        Eventually.await(what, PATIENCE, condition);
    }

    @Override
    public void close() {
        container.stop();
        system.clear();
        try (Stream<Path> left = Files.walk(home)) {
            left.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            throw new IllegalStateException(home + " cannot be removed", e);
        }
    }
}
