package io.cloudtik.runtime.spark;

import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.problem.Problems;
import io.cloudtik.api.spi.runtime.Endpoint;
import io.cloudtik.api.spi.runtime.JobSupport;
import io.cloudtik.api.spi.runtime.MavenArtifact;
import io.cloudtik.api.spi.runtime.NodeContext;
import io.cloudtik.api.spi.runtime.NodePlan;
import io.cloudtik.api.spi.runtime.PlannedFile;
import io.cloudtik.api.spi.runtime.Runtime;
import io.cloudtik.api.spi.runtime.RuntimeDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Component;

/** Spark in standalone mode. */
@Component(property = "name=" + SparkRuntime.NAME)
public final class SparkRuntime implements Runtime {

    static final String NAME = "spark";

    private final RuntimeDescription description = new RuntimeDescription(
            NAME,
            "Apache Spark: a master on the head, a worker on each worker node; runs jars, Python programs and SQL files.",
            Resource.text("schema.json"),
            Set.of(),
            Set.of());
    private final JobSupport jobs = new SparkJobs();

    @Override
    public RuntimeDescription describe() {
        return description;
    }

    @Override
    public Problems validate(ClusterSpec spec) {
        return SparkChecks.of(spec);
    }

    @Override
    public NodePlan node(NodeContext context) {
        SparkSettings settings = SparkSettings.of(context.settings());
        SparkInstallation installation = new SparkInstallation(settings);
        SparkServices services = new SparkServices(context, settings);
        Map<String, String> connect = ConnectDefaults.of(context, settings);
        List<MavenArtifact> artifacts = new ArrayList<>(installation.mavenArtifacts());
        if (context.isHead() && settings.connect()) {
            SparkPackages.take("connect-packages", List.of(), connect).ifPresent(artifacts::add);
        }
        return new NodePlan(
                artifacts,
                installation.downloads(),
                files(context, settings, connect),
                services.all(),
                installation.environment(context.address()),
                services.scrapes());
    }

    @Override
    public List<Endpoint> endpoints(ClusterSpec spec) {
        return SparkServices.endpoints(SparkSettings.of(SparkChecks.block(spec)));
    }

    @Override
    public Optional<JobSupport> jobs() {
        return Optional.of(jobs);
    }

    private static List<PlannedFile> files(NodeContext context, SparkSettings settings, Map<String, String> connect) {
        List<PlannedFile> files = new ArrayList<>(SparkInstallation.files());
        add(files, SparkInstallation.DAEMONS_CONF, SparkProperties.forDaemons(context, settings));
        if (!context.isHead()) {
            files.add(PlannedFile.bytes(SparkInstallation.DRIVER_JAR, Resource.bytes(SparkInstallation.DRIVER_JAR)));
            return files;
        }
        add(files, SparkInstallation.JOBS_CONF, JobDefaults.of(context, settings));
        if (settings.history()) {
            add(files, SparkInstallation.HISTORY_CONF, SparkProperties.forHistory(context, settings));
        }
        if (settings.connect()) {
            add(files, SparkInstallation.CONNECT_CONF, connect);
        }
        return files;
    }

    /** The owner's alone: people write keys of object stores into them, and the cluster's secret is in each. */
    private static void add(List<PlannedFile> files, String path, Map<String, String> properties) {
        files.add(PlannedFile.secret(path, SparkProperties.render(properties)));
    }
}
