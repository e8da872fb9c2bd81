package io.cloudtik.provider.local.workspace;

import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.provider.local.folder.LocalRoot;
import io.cloudtik.provider.local.folder.NodeRecords;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;

/** The folder that holds a workspace's resources, and is there as long as one of them is. */
final class WorkspaceFolder {

    private WorkspaceFolder() {}

    /**
     * With the last resource of a workspace the memory of its nodes goes too.
     *
     * @return whether it went
     */
    static boolean deleteIfEmpty(LocalRoot root, WorkspaceName workspace) throws IOException {
        try {
            boolean wentNow = Files.deleteIfExists(root.workspace(workspace.value()));
            new NodeRecords(root).forgetBuried(workspace);
            return wentNow;
        } catch (DirectoryNotEmptyException inUse) {
            return false;
        }
    }
}
