package io.cloudtik.api.spi.provider;

import java.util.Objects;
import java.util.Optional;

/**
 * How a node is reached over SSH.
 *
 * @param hostKey the node's public host key in OpenSSH form ({@code ssh-ed25519 AAAA...}) where the provider can tell it;
 *     else the first one seen is recorded and pinned
 * @param jump the host to go through; empty for a direct connection
 */
public record NodeAccess(String host, int port, String user, Optional<String> hostKey, Optional<NodeAccess> jump) {

    public NodeAccess {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(hostKey, "hostKey");
        Objects.requireNonNull(jump, "jump");
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port " + port);
        }
    }
}
