package io.cloudtik.shell.verb;

import io.cloudtik.api.installation.Installation;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The cluster whose head this machine is. */
final class OwnCluster {

    private OwnCluster() {}

    /**
     * The specification that the head keeps.
     *
     * @throws PlatformException NOT_FOUND if this machine is no head
     */
    static Path file(Installation installation) {
        Path file = installation.home().resolve("cluster/cluster.json");
        if (!Files.isRegularFile(file)) {
            throw new PlatformException(Kind.NOT_FOUND, "this machine is not the head of a cluster: there is no " + file)
                    .withRemedy("log in to a head with cloudtik attach <cluster.yaml>, or call the verb itself with the cluster's file");
        }
        return file;
    }
}
