package io.cloudtik.launcher;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.felix.framework.Felix;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.condition.Condition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running framework with a role's bundles started. All of them start, or none is left running. */
final class Container implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Container.class);

    private final Framework framework;
    private final FrameworkCache cache;

    private Container(Framework framework, FrameworkCache cache) {
        this.framework = framework;
        this.cache = cache;
    }

    /** @param extraProperties framework properties beyond the setup's */
    static Container start(Setup setup, BundleList bundles, Map<String, String> extraProperties) throws LaunchFailure {
        FrameworkCache cache = FrameworkCache.in(setup.ownFolder("run"));
        Container container = new Container(new Felix(configuration(setup, cache, extraProperties)), cache);
        try {
            container.start(setup, bundles);
            return container;
        } catch (LaunchFailure e) {
            container.close();
            throw e;
        } catch (BundleException e) {
            container.close();
            throw new LaunchFailure("the framework does not start: " + e.getMessage(), e);
        }
    }

    private static Map<String, Object> configuration(
            Setup setup, FrameworkCache cache, Map<String, String> extraProperties) {
        Map<String, Object> configuration = new HashMap<>(setup.properties());
        configuration.putAll(extraProperties);
        configuration.put(Constants.FRAMEWORK_STORAGE, cache.folder().toString());
        configuration.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, loggingPackages());
        configuration.put("felix.log.logger", new FrameworkLog());
        // No bundle brings a protocol of its own, and with this on every URL that Java makes asks the framework first.
        configuration.put("felix.service.urlhandlers", "false");
        // Bundles are resolved once: threads of their own for that cost more than they save, and stay.
        configuration.put("felix.resolver.parallelism", "1");
        return configuration;
    }

    /** slf4j is on our class path; bundles see it through the system bundle. */
    private static String loggingPackages() {
        String version = Logger.class.getPackage().getImplementationVersion();
        return List.of("org.slf4j", "org.slf4j.event", "org.slf4j.helpers", "org.slf4j.spi").stream()
                .map(name -> name + ";version=" + version)
                .collect(Collectors.joining(","));
    }

    private void start(Setup setup, BundleList bundles) throws BundleException, LaunchFailure {
        framework.init();
        BundleContext context = framework.getBundleContext();
        context.addFrameworkListener(Container::logTrouble);
        registerRole(context, setup);
        framework.start();
        Map<Bundle, String> installed = new LinkedHashMap<>();
        for (Path jar : bundles.jars()) {
            installed.put(install(context, jar), jar.getFileName().toString());
        }
        framework.adapt(FrameworkWiring.class).resolveBundles(installed.keySet());
        startAll(installed);
    }

    private static void registerRole(BundleContext context, Setup setup) {
        List<String> conditions = new ArrayList<>(List.of("cloudtik.role." + setup.role()));
        if (setup.isNode()) {
            conditions.add("cloudtik.role.node");
        }
        for (String id : conditions) {
            Dictionary<String, Object> properties = new Hashtable<>(Map.of(Condition.CONDITION_ID, id));
            context.registerService(Condition.class, Condition.INSTANCE, properties);
        }
    }

    private static Bundle install(BundleContext context, Path jar) throws LaunchFailure {
        try {
            return context.installBundle("reference:" + jar.toUri());
        } catch (BundleException e) {
            throw new LaunchFailure(jar + " is no bundle that can be installed: " + e.getMessage(), e);
        }
    }

    private static void startAll(Map<Bundle, String> installed) throws LaunchFailure {
        List<String> failures = new ArrayList<>();
        for (Map.Entry<Bundle, String> entry : installed.entrySet()) {
            if ((entry.getKey().adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) != 0) {
                continue;
            }
            try {
                entry.getKey().start();
            } catch (BundleException e) {
                log.error("{} does not start", entry.getValue(), e);
                failures.add(StartFailure.describe(entry.getValue(), e));
            }
        }
        if (!failures.isEmpty()) {
            throw new LaunchFailure(String.join(System.lineSeparator(), failures));
        }
    }

    private static void logTrouble(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.ERROR) {
            log.error("{}", event.getBundle(), event.getThrowable());
        } else if (event.getType() == FrameworkEvent.WARNING) {
            log.warn("{}", event.getBundle(), event.getThrowable());
        }
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    /** Waits until somebody stops the framework. */
    void awaitStop() throws InterruptedException {
        framework.waitForStop(0);
    }

    /** Waits so long for somebody to stop the framework; answers whether nobody did. */
    boolean runsAfter(Duration time) throws InterruptedException {
        return framework.waitForStop(time.toMillis()).getType() == FrameworkEvent.WAIT_TIMEDOUT;
    }

    /** Leaves without stopping the bundles: the process ends at once, and a command has done what it had to do. */
    void abandon() {
        cache.close();
    }

    /** Begins to stop the bundles, in order, and returns. */
    void requestStop() {
        try {
            framework.stop();
        } catch (BundleException e) {
            log.warn("the framework does not stop", e);
        }
    }

    @Override
    public void close() {
        requestStop();
        try {
            framework.waitForStop(0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            cache.close();
        }
    }
}
