package io.cloudtik.runtime.spark;

import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.problem.Problems;
import io.cloudtik.api.spi.runtime.Endpoint;
import io.cloudtik.api.spi.runtime.JobSupport;
import io.cloudtik.api.spi.runtime.NodeContext;
import io.cloudtik.api.spi.runtime.NodePlan;
import io.cloudtik.api.spi.runtime.PlannedFile;
import io.cloudtik.api.spi.runtime.PlannedService;
import io.cloudtik.api.spi.runtime.Runtime;
import io.cloudtik.api.spi.runtime.RuntimeDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Component;

/** Spark in standalone mode. */
@Component(property = "name=" + SparkRuntime.NAME)
public final class SparkRuntime implements Runtime {

    static final String NAME = "spark";

    private final RuntimeDescription description = new RuntimeDescription(
            NAME,
            "Apache Spark: a master on the head, a worker on each worker node; runs jars and SQL files.",
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
        PlannedService service = context.isHead()
                ? SparkServices.master(context, settings)
                : SparkServices.worker(context, settings);
        return new NodePlan(
                List.of(SparkInstallation.jars(settings.version())),
                List.of(),
                files(context, settings),
                List.of(service),
                SparkInstallation.environment(context.address()));
    }

    @Override
    public List<Endpoint> endpoints(ClusterSpec spec) {
        return SparkServices.endpoints();
    }

    @Override
    public Optional<JobSupport> jobs() {
        return Optional.of(jobs);
    }

    /** Both files of properties are the owner's alone: people write keys of object stores into them. */
    private static List<PlannedFile> files(NodeContext context, SparkSettings settings) {
        List<PlannedFile> files = new ArrayList<>(SparkInstallation.files());
        files.add(PlannedFile.secret(
                SparkInstallation.JOBS_CONF, SparkProperties.render(SparkProperties.forJobs(context, settings))));
        files.add(PlannedFile.secret(
                SparkInstallation.DAEMONS_CONF, SparkProperties.render(SparkProperties.forDaemons(settings))));
        return files;
    }
}
