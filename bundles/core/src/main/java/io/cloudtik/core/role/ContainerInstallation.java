package io.cloudtik.core.role;

import io.cloudtik.api.installation.Installation;
import io.cloudtik.api.installation.Role;
import java.nio.file.Path;
import java.util.Locale;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The installation as the launcher described it in framework properties. */
@Component
public final class ContainerInstallation implements Installation {

    private final String version;
    private final Role role;
    private final Path home;
    private final Path distribution;
    private final Path cache;

    @Activate
    public ContainerInstallation(BundleContext context) {
        version = required(context, "cloudtik.version");
        role = Role.valueOf(required(context, "cloudtik.role").toUpperCase(Locale.ROOT));
        home = Path.of(required(context, "cloudtik.home"));
        distribution = Path.of(required(context, "cloudtik.distribution"));
        String shared = System.getenv("CLOUDTIK_CACHE");
        cache = shared == null || shared.isBlank() ? home.resolve("cache") : Path.of(shared);
    }

    private static String required(BundleContext context, String property) {
        String value = context.getProperty(property);
        if (value == null) {
            throw new IllegalStateException("the launcher sets the framework property " + property);
        }
        return value;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public Role role() {
        return role;
    }

    @Override
    public Path home() {
        return home;
    }

    @Override
    public Path distribution() {
        return distribution;
    }

    @Override
    public Path cache() {
        return cache;
    }
}
