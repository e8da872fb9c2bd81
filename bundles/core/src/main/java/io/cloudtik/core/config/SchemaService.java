package io.cloudtik.core.config;

import io.cloudtik.api.control.SchemaOperations;
import io.cloudtik.api.spi.provider.CloudProvider;
import io.cloudtik.api.spi.provider.ProviderDescription;
import io.cloudtik.api.spi.runtime.Runtime;
import io.cloudtik.api.spi.runtime.RuntimeDescription;
import io.cloudtik.core.registry.Lease;
import io.cloudtik.core.registry.Providers;
import io.cloudtik.core.registry.Runtimes;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Joins the schema of a file with those of the providers and runtimes that are installed now. */
@Component
public final class SchemaService implements SchemaOperations {

    private final Providers providers;
    private final Runtimes runtimes;
    private final Templates templates;

    @Activate
    public SchemaService(@Reference Providers providers, @Reference Runtimes runtimes, @Reference Templates templates) {
        this.providers = providers;
        this.runtimes = runtimes;
        this.templates = templates;
    }

    @Override
    public String schema(File file) {
        return switch (file) {
            case WORKSPACE -> joined("workspace.schema.json")
                    .withProviders(providers(), ProviderDescription::workspaceSchema)
                    .text();
            case CLUSTER -> joined("cluster.schema.json")
                    .withProviders(providers(), ProviderDescription::clusterSchema)
                    .withNodeConfigs(providers())
                    .withRuntimes(runtimes())
                    .text();
        };
    }

    private JoinedSchema joined(String resource) {
        return new JoinedSchema(OriginalEdition.resource(resource)).withTemplates(templates.names());
    }

    private List<ProviderDescription> providers() {
        List<ProviderDescription> found = new ArrayList<>();
        for (String type : providers.types()) {
            try (Lease<CloudProvider> lease = providers.lease(type)) {
                found.add(lease.service().describe());
            }
        }
        return found;
    }

    private List<RuntimeDescription> runtimes() {
        List<RuntimeDescription> found = new ArrayList<>();
        for (String name : runtimes.names()) {
            found.add(runtimes.with(name, Runtime::describe));
        }
        return found;
    }
}
