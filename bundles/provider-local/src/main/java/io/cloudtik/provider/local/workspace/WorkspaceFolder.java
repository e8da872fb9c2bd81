package io.cloudtik.provider.local.workspace;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder that holds a workspace's resources, and is there as long as one of them is. */
final class WorkspaceFolder {

    private WorkspaceFolder() {}

    /** @return whether it went with its last resource */
    static boolean deleteIfEmpty(Path folder) throws IOException {
        try {
            return Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException inUse) {
            return false;
        }
    }
}
