package io.cloudtik.core.config;

import io.cloudtik.api.installation.Installation;
import io.cloudtik.api.installation.Role;
import io.cloudtik.core.registry.Providers;
import io.cloudtik.core.registry.Runtimes;
import io.cloudtik.core.time.ManualTime;
import io.cloudtik.provider.local.LocalProvider;
import io.cloudtik.runtime.spark.SparkRuntime;
import java.nio.file.Path;
import java.util.List;
import org.osgi.framework.Version;

/** Registries with the provider and the runtime that the distribution has. */
final class PluginsOfTheBox {

    final Providers providers = new Providers(new ManualTime());
    final Runtimes runtimes = new Runtimes(new ManualTime());

    PluginsOfTheBox() {
        providers.add(new LocalProvider(new NowhereInstalled()), Version.emptyVersion);
        runtimes.add(new SparkRuntime(), Version.emptyVersion);
    }

    ConfigLoader loader(Path... templates) {
        return new ConfigLoader(providers, runtimes, new Templates(List.of(templates), providers));
    }

    private record NowhereInstalled() implements Installation {

        @Override
        public String version() {
            return "0";
        }

        @Override
        public Role role() {
            return Role.CLIENT;
        }

        @Override
        public Path home() {
            return Path.of("/nowhere/home");
        }

        @Override
        public Path distribution() {
            return Path.of("/nowhere/distribution");
        }

        @Override
        public Path cache() {
            return Path.of("/nowhere/cache");
        }
    }
}
