package io.cloudtik.core.config;

import io.cloudtik.api.installation.Role;
import io.cloudtik.contracts.installation.FolderInstallation;
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
        providers.add(new LocalProvider(FolderInstallation.at(Role.CLIENT, Path.of("nowhere"))), Version.emptyVersion);
        runtimes.add(new SparkRuntime(), Version.emptyVersion);
    }

    ConfigLoader loader(Path... templates) {
        return new ConfigLoader(providers, runtimes, new Templates(List.of(templates), providers));
    }
}
