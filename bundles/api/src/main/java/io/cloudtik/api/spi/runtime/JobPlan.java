package io.cloudtik.api.spi.runtime;

import java.util.List;
import java.util.Map;

/**
 * How a job's driver is run on the head. Texts may hold the variables of a {@link NodePlan}, and
 * {@code ${job}} for the job's own folder, in which the submitted file lies under its name.
 *
 * @param files more files the driver needs, put into the job's folder
 * @param artifacts jars for this job alone, fetched to the head before anything of it is uploaded or run; the job's texts
 *     name them as those of a plan
 * @param needs what each node must have for it, looked for before anything is uploaded or run
 */
public record JobPlan(
        List<String> command,
        Map<String, String> environment,
        List<PlannedFile> files,
        List<MavenArtifact> artifacts,
        List<NodeNeed> needs) {

    public JobPlan {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        files = List.copyOf(files);
        artifacts = List.copyOf(artifacts);
        needs = List.copyOf(needs);
    }

    /** One for which the nodes have all that it takes. */
    public JobPlan(List<String> command, Map<String, String> environment, List<PlannedFile> files) {
        this(command, environment, files, List.of(), List.of());
    }
}
