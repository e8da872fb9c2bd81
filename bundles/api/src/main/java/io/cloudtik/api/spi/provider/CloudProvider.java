package io.cloudtik.api.spi.provider;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.model.workspace.WorkspaceSpec;
import io.cloudtik.api.problem.Finding;
import io.cloudtik.api.problem.Problems;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A place where workspaces and nodes can be had. One service a bundle, with the service property {@code name} equal to
 * {@code describe().type()}.
 *
 * <p>All methods, and those of everything reached from here, may be called from several threads, may block up to the
 * deadline core gives them on a pool of its own, and fail only with
 * {@link io.cloudtik.api.problem.PlatformException}: no vendor's exception crosses this border.
 */
@ConsumerType
public interface CloudProvider {

    /** What this provider is and takes. Constant; does no I/O. */
    ProviderDescription describe();

    /**
     * Files that users may begin theirs with, by name: {@code from: <type>/<name>}. Each is the YAML text of a cluster's or
     * workspace's file and may itself begin with another. Constant; does no I/O but reading from the bundle. Called for
     * each load of a file that names one.
     */
    default Map<String, String> templates() {
        return Map.of();
    }

    /**
     * What is wrong with a cluster's {@code provider:} and {@code node_config:} blocks beyond what their schema says.
     * Called once for each load of a configuration; does no I/O.
     */
    default Problems validate(ClusterSpec spec) {
        return Problems.none();
    }

    /**
     * What this provider needs of the client's machine and finds there: tools, accounts, limits. Called when a user asks;
     * changes nothing, and takes some seconds at most.
     */
    default List<Finding> examine() {
        return List.of();
    }

    /** The names of the workspaces that can be seen with these settings. */
    List<WorkspaceName> listWorkspaces(Settings providerSettings);

    /** The workspace's resources and its store of small values. Does no I/O by itself. */
    WorkspaceProvider workspace(WorkspaceSpec spec);

    /**
     * What the provider's own container on the head needs to know beyond what the user wrote: merged into the
     * {@code provider:} block that travels to the head, and never a secret. Called once for each start of a head;
     * does no I/O.
     */
    default Map<String, String> headSettings(ClusterSpec spec) {
        return Map.of();
    }

    /**
     * The workspace's shared storage as the cluster's nodes reach it, such as {@code file:///...}: what is written there
     * outlives the cluster. Empty where there is none. Called for each plan of a node; does no I/O.
     */
    default Optional<URI> storage(ClusterSpec spec) {
        return Optional.empty();
    }

    /**
     * The machines of a workspace, of whatever cluster; empty if this provider cannot list them. Does no I/O by itself; the
     * caller closes it.
     */
    default Optional<WorkspaceMachines> machines(WorkspaceSpec spec) {
        return Optional.empty();
    }

    /** The nodes of one cluster. Does no I/O by itself; the caller closes it. */
    NodeProvider nodes(ClusterSpec spec);
}
