package io.cloudtik.api.spi.runtime;

import java.util.List;
import java.util.Map;

/**
 * How a job's driver is run on the head. Texts may hold the variables of a {@link NodePlan}, and
 * {@code ${job}} for the job's own folder, in which the submitted file lies under its name.
 *
 * @param files more files the driver needs, put into the job's folder
 */
public record JobPlan(List<String> command, Map<String, String> environment, List<PlannedFile> files) {

    public JobPlan {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        files = List.copyOf(files);
    }
}
