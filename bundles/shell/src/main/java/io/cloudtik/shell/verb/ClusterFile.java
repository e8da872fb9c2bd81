package io.cloudtik.shell.verb;

import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The file a verb is about. */
final class ClusterFile {

    @Parameters(index = "0", paramLabel = "FILE", description = "The cluster's YAML file.")
    private Path file;

    Path path() {
        return file;
    }
}
