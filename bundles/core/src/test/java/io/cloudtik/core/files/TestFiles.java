package io.cloudtik.core.files;

import io.cloudtik.api.model.cluster.FileSync;
import java.io.IOException;
import java.nio.file.Path;

/** Files of tests as sets. */
public final class TestFiles {

    private TestFiles() {}

    public static FileSet of(Path source, String target) throws IOException {
        return FileSet.of(FileScan.of(source, target, FileRules.of(FileSync.NONE), new ContentHashes()));
    }
}
