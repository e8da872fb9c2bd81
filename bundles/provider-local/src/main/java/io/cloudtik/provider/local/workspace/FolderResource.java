package io.cloudtik.provider.local.workspace;

import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.spi.provider.WorkspaceResource;
import io.cloudtik.provider.local.folder.DurableFiles;
import io.cloudtik.provider.local.folder.LocalRoot;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A resource that is a private folder. */
final class FolderResource implements WorkspaceResource {

    private final LocalRoot root;
    private final WorkspaceName workspace;
    private final String name;
    private final String kind;
    private final Path folder;

    FolderResource(LocalRoot root, WorkspaceName workspace, String name, String kind) {
        this.root = root;
        this.workspace = workspace;
        this.name = name;
        this.kind = kind;
        this.folder = root.workspace(workspace.value()).resolve(name);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public Set<String> needs() {
        return Set.of();
    }

    @Override
    public Optional<String> find() {
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) ? Optional.of(folder.toString()) : Optional.empty();
    }

    @Override
    public String create() {
        return FileFailures.translate("create the " + this, () -> {
            DurableFiles.createPrivateFolder(folder);
            DurableFiles.makePrivate(folder);
            return folder.toString();
        });
    }

    @Override
    public void delete() {
        FileFailures.translate("delete the " + this, () -> {
            DurableFiles.deleteTree(folder);
            return WorkspaceFolder.deleteIfEmpty(root, workspace);
        });
    }

    @Override
    public List<String> verify() {
        return FileFailures.translate("inspect the " + this, () -> DurableFiles.isPrivate(folder)
                ? List.of()
                : List.of("'" + folder + "' can be seen by others than its owner"));
    }

    @Override
    public String toString() {
        return name + " of workspace '" + workspace + "'";
    }
}
