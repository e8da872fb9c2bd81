package io.cloudtik.provider.simulated;

import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.spi.provider.NodeListing;
import io.cloudtik.api.spi.provider.NodeTags;
import io.cloudtik.api.spi.provider.WorkspaceMachines;
import io.cloudtik.provider.simulated.cloud.Api;
import io.cloudtik.provider.simulated.cloud.SimulatedCloud;
import io.cloudtik.provider.simulated.cloud.Weather;
import java.util.Set;
import java.util.function.Supplier;

/** The simulated machines of all clusters of a workspace, over the same API as those of one. */
final class SimulatedWorkspaceMachines implements WorkspaceMachines {

    private final SimulatedCloud cloud;
    private final WorkspaceName workspace;
    private final Supplier<Weather> weather;
    private final Api api;

    SimulatedWorkspaceMachines(SimulatedCloud cloud, WorkspaceName workspace, Supplier<Weather> weather) {
        this.cloud = cloud;
        this.workspace = workspace;
        this.weather = weather;
        this.api = cloud.api(weather);
    }

    @Override
    public NodeListing list() {
        return api.call("list the machines of workspace '" + workspace + "'", () -> cloud.list(
                tags -> workspace.value().equals(tags.get(NodeTags.WORKSPACE)), weather.get()));
    }

    @Override
    public void terminate(Set<String> machines) {
        if (machines.isEmpty()) {
            return;
        }
        api.call("end " + machines, () -> {
            cloud.terminate(machines, weather.get());
            return machines;
        });
    }

    @Override
    public void close() {
        // The machines outlive any view of them.
    }
}
