package io.cloudtik.core.client;

import io.cloudtik.api.problem.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** With what this machine reaches a cluster's nodes and its head's control API. */
interface ClusterKeys {

    /** Whether this machine can reach the cluster at all. */
    boolean exists();

    Path privateKey();

    Path knownHosts();

    Optional<Secret> controlToken();

    /** All that is secret here and may stand in a text by mistake. */
    List<Secret> secrets();
}
