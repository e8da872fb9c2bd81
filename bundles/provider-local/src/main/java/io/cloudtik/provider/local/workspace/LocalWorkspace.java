package io.cloudtik.provider.local.workspace;

import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.spi.provider.WorkspaceProvider;
import io.cloudtik.api.spi.provider.WorkspaceResource;
import io.cloudtik.api.spi.provider.WorkspaceStore;
import io.cloudtik.provider.local.folder.LocalRoot;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** One workspace: a folder below the root, with a file or folder for each of its resources. */
public final class LocalWorkspace implements WorkspaceProvider {

    private final LocalRoot root;
    private final WorkspaceName name;

    public LocalWorkspace(LocalRoot root, WorkspaceName name) {
        this.root = root;
        this.name = name;
    }

    /** The workspaces of a root that have at least one resource, sorted. */
    public static List<WorkspaceName> list(LocalRoot root) {
        return FileFailures.translate("list the workspaces in '" + root.workspaces() + "'", () -> {
            List<WorkspaceName> names = new ArrayList<>();
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(root.workspaces(), LocalWorkspace::isInUse)) {
                folders.forEach(folder -> names.add(new WorkspaceName(folder.getFileName().toString())));
            } catch (NoSuchFileException none) {
                return List.of();
            }
            names.sort(Comparator.naturalOrder());
            return names;
        });
    }

    private static boolean isInUse(Path folder) throws IOException {
        try (DirectoryStream<Path> resources = Files.newDirectoryStream(folder)) {
            return resources.iterator().hasNext();
        }
    }

    @Override
    public List<WorkspaceResource> resources() {
        return List.of(
                new AddressBlockResource(root, name),
                new FolderResource(root, name, "keys", "folder of the nodes' host keys"),
                new FolderResource(root, name, "storage", "folder of the workspace's data"),
                new FolderResource(root, name, FileWorkspaceStore.FOLDER, "folder of leases and the registry of clusters"));
    }

    @Override
    public WorkspaceStore store() {
        return new FileWorkspaceStore(root, name);
    }
}
