package io.cloudtik.core.registry;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.provider.CloudProvider;
import io.cloudtik.core.time.Time;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The providers that are there now. Whoever needs one asks by name and holds it for one operation. */
@Component(service = Providers.class)
public final class Providers {

    private static final Duration DRAIN_TIME = Duration.ofSeconds(30);

    private final LeasedServices<CloudProvider> services;

    @Activate
    public Providers(@Reference Time time) {
        services = new LeasedServices<>("provider", DRAIN_TIME, time);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bind(CloudProvider provider, ServiceReference<CloudProvider> reference) {
        add(provider, reference.getBundle().getVersion());
    }

    void unbind(CloudProvider provider) {
        services.remove(provider.describe().type(), provider);
    }

    public void add(CloudProvider provider, Version version) {
        services.add(provider.describe().type(), version, provider);
    }

    public List<String> types() {
        return services.names();
    }

    public Optional<Lease<CloudProvider>> find(String type) {
        return services.lease(type);
    }

    /** Does something with a provider, which stays until it is done. */
    public <R> R with(String type, Function<CloudProvider, R> action) {
        try (Lease<CloudProvider> lease = lease(type)) {
            return action.apply(lease.service());
        }
    }

    /** @throws PlatformException NOT_FOUND if there is no such provider now */
    public Lease<CloudProvider> lease(String type) {
        return services.lease(type)
                .orElseThrow(() -> new PlatformException(
                                Kind.NOT_FOUND,
                                "provider '" + type + "' is not installed; there are: " + String.join(", ", types()))
                        .withRemedy("name one of these in the cluster's file"));
    }
}
