package io.cloudtik.core.workspace;

import io.cloudtik.api.control.PlannedAction;
import io.cloudtik.api.control.Progress;
import io.cloudtik.api.model.workspace.ResourceStatus;
import io.cloudtik.api.model.workspace.WorkspaceSpec;
import io.cloudtik.api.model.workspace.WorkspaceStatus;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.provider.WorkspaceProvider;
import io.cloudtik.api.spi.provider.WorkspaceResource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Walks a workspace's resources: forward to create, backward to delete, and over all of them to compare. What exists is
 * asked each time, so a walk that was cut off is resumed by walking again.
 */
final class WorkspaceEngine {

    /** Where clusters of a workspace are registered in its store: {@code clusters/<name>/record}. */
    static final String CLUSTERS = "clusters/";

    private final WorkspaceSpec spec;
    private final WorkspaceProvider provider;

    WorkspaceEngine(WorkspaceSpec spec, WorkspaceProvider provider) {
        this.spec = spec;
        this.provider = provider;
    }

    WorkspaceStatus status() {
        List<ResourceStatus> resources = provider.resources().stream().map(WorkspaceEngine::see).toList();
        long existing = resources.stream().filter(ResourceStatus::exists).count();
        boolean drifted = resources.stream().anyMatch(resource -> !resource.drift().isEmpty());
        WorkspaceStatus.State state;
        if (existing == 0) {
            state = WorkspaceStatus.State.MISSING;
        } else if (existing < resources.size()) {
            state = WorkspaceStatus.State.INCOMPLETE;
        } else {
            state = drifted ? WorkspaceStatus.State.DRIFTED : WorkspaceStatus.State.COMPLETE;
        }
        List<String> clusters = state == WorkspaceStatus.State.MISSING ? List.of() : clusters();
        return new WorkspaceStatus(spec.name(), spec.provider(), state, resources, clusters);
    }

    private static ResourceStatus see(WorkspaceResource resource) {
        Optional<String> id = resource.find();
        return new ResourceStatus(
                resource.name(), resource.kind(), id.orElse(""), id.isPresent() ? resource.verify() : List.of());
    }

    List<PlannedAction> planCreate() {
        List<PlannedAction> actions = new ArrayList<>();
        for (WorkspaceResource resource : provider.resources()) {
            ResourceStatus seen = see(resource);
            if (!seen.exists()) {
                actions.add(action("create", resource, "it does not exist"));
            } else if (!seen.drift().isEmpty()) {
                actions.add(action("repair", resource, String.join("; ", seen.drift())));
            }
        }
        return actions;
    }

    List<PlannedAction> planDelete() {
        List<WorkspaceResource> backward = new ArrayList<>(provider.resources());
        Collections.reverse(backward);
        return backward.stream()
                .filter(resource -> resource.find().isPresent())
                .map(resource -> action("delete", resource, "it belongs to workspace '" + spec.name() + "'"))
                .toList();
    }

    private static PlannedAction action(String verb, WorkspaceResource resource, String reason) {
        String cost = resource.bearsCost() && verb.equals("create") ? "; it costs money while it exists" : "";
        return new PlannedAction(verb, resource.kind() + " (" + resource.name() + ")", reason + cost);
    }

    WorkspaceStatus create(Progress progress) {
        for (WorkspaceResource resource : provider.resources()) {
            ResourceStatus seen = see(resource);
            if (!seen.exists() || !seen.drift().isEmpty()) {
                progress.activity(resource.name(), "creating the " + resource.kind());
                String id = resource.create();
                progress.activity(resource.name(), "");
                progress.step(resource.name(), (seen.exists() ? "repaired " : "created ") + resource.kind() + " " + id);
            }
        }
        return status();
    }

    /** Fails closed: where the clusters cannot be listed, nothing is deleted. */
    WorkspaceStatus delete(Progress progress) {
        WorkspaceStatus before = status();
        if (!before.clusters().isEmpty()) {
            throw new PlatformException(
                            Kind.CONFLICT,
                            "workspace '" + spec.name() + "' still has clusters: " + String.join(", ", before.clusters()))
                    .withRemedy("take them down first: cloudtik stop <cluster.yaml>");
        }
        List<WorkspaceResource> backward = new ArrayList<>(provider.resources());
        Collections.reverse(backward);
        for (WorkspaceResource resource : backward) {
            if (resource.find().isPresent()) {
                progress.activity(resource.name(), "deleting the " + resource.kind());
                resource.delete();
                progress.activity(resource.name(), "");
                progress.step(resource.name(), "deleted " + resource.kind());
            }
        }
        return status();
    }

    private List<String> clusters() {
        try {
            return provider.store().list(CLUSTERS).stream()
                    .filter(key -> key.endsWith("/record"))
                    .map(key -> key.substring(CLUSTERS.length(), key.length() - "/record".length()))
                    .toList();
        } catch (PlatformException e) {
            if (e.kind() == Kind.NOT_FOUND) {
                return List.of(); // The store itself is one of the resources that are missing.
            }
            throw e;
        }
    }
}
