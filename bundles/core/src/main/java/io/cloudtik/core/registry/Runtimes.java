package io.cloudtik.core.registry;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.runtime.Runtime;
import io.cloudtik.core.time.Time;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The runtimes that are there now. Whoever needs one asks by name and holds it for one operation. */
@Component(service = Runtimes.class)
public final class Runtimes {

    private static final Duration DRAIN_TIME = Duration.ofSeconds(30);

    private final LeasedServices<Runtime> services;
    private final AtomicLong changes = new AtomicLong();

    @Activate
    public Runtimes(@Reference Time time) {
        services = new LeasedServices<>("runtime", DRAIN_TIME, time);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bind(Runtime runtime, ServiceReference<Runtime> reference) {
        add(runtime, reference.getBundle().getVersion());
    }

    void unbind(Runtime runtime) {
        services.remove(runtime.describe().name(), runtime);
        changes.incrementAndGet();
    }

    public void add(Runtime runtime, Version version) {
        services.add(runtime.describe().name(), version, runtime);
        changes.incrementAndGet();
    }

    /** Grows with each runtime that comes or goes; what was made with another count may be made anew. */
    public long changes() {
        return changes.get();
    }

    public List<String> names() {
        return services.names();
    }

    public Optional<Lease<Runtime>> find(String name) {
        return services.lease(name);
    }

    /** Does something with a runtime, which stays until it is done; NOT_FOUND if there is no such runtime now. */
    public <R> R with(String name, Function<Runtime, R> action) {
        try (Lease<Runtime> lease = services.lease(name).orElseThrow(() -> missing(name))) {
            return action.apply(lease.service());
        }
    }

    private PlatformException missing(String name) {
        return new PlatformException(
                        Kind.NOT_FOUND,
                        "runtime '" + name + "' is not installed; there are: " + String.join(", ", names()))
                .withRemedy("name one of these in the cluster's file");
    }
}
