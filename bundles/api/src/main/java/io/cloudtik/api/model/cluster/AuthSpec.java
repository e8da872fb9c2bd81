package io.cloudtik.api.model.cluster;

import java.util.Objects;
import java.util.Optional;

/**
 * How a user wants to log in to nodes. Where nothing is said, the provider knows user and port, and the cluster has a
 * key pair of its own.
 */
public record AuthSpec(Optional<String> sshUser, Optional<Integer> sshPort, Optional<String> sshPrivateKey) {

    public static final AuthSpec DEFAULT = new AuthSpec(Optional.empty(), Optional.empty(), Optional.empty());

    public AuthSpec {
        Objects.requireNonNull(sshUser, "sshUser");
        Objects.requireNonNull(sshPort, "sshPort");
        Objects.requireNonNull(sshPrivateKey, "sshPrivateKey");
    }
}
