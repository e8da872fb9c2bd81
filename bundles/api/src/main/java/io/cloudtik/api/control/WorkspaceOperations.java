package io.cloudtik.api.control;

import io.cloudtik.api.model.workspace.WorkspaceStatus;
import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What may be asked for of workspaces. Each call loads the file first and fails with
 * {@link io.cloudtik.api.problem.InvalidInputException} before anything is done if it has errors. Calls block.
 */
@ProviderType
public interface WorkspaceOperations {

    /** Makes what is missing, resuming what an earlier call left; does nothing to a complete workspace. */
    WorkspaceStatus create(Path file, Progress progress);

    /** What {@link #create} would do. */
    List<PlannedAction> planCreate(Path file);

    /** Removes everything of the workspace; refused with CONFLICT while clusters are registered in it. */
    WorkspaceStatus delete(Path file, Progress progress);

    /** What {@link #delete} would do. */
    List<PlannedAction> planDelete(Path file);

    WorkspaceStatus status(Path file);

    /** The workspaces on this machine's local provider, and those of providers that need no settings. */
    List<WorkspaceStatus> list();
}
