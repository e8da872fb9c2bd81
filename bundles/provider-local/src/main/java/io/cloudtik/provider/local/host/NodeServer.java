package io.cloudtik.provider.local.host;

import io.cloudtik.provider.local.cgroup.NodeGroup;
import io.cloudtik.provider.local.folder.NodeOrder;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The SSH server of one node: log-in by public key as the user who owns the host process, commands
 * and terminals in the node's home, files below it, and connections to loopback addresses.
 */
final class NodeServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NodeServer.class);

    /** The tag by which people know the node. */
    private static final String NODE_ID = "cloudtik-node-id";

    private final SshServer server;

    private NodeServer(SshServer server) {
        this.server = server;
    }

    /**
     * @param port 0 for any that is free
     * @throws BindException if the place is taken
     */
    static NodeServer start(HostParts parts, String id, NodeOrder order, KeyPair hostKey, String address, int port)
            throws IOException {
        Path home = parts.root().nodeHome(id);
        NodeEnvironment environment = new NodeEnvironment(id, order.tags().getOrDefault(NODE_ID, order.name()), home, order.environment());
        NodeGroup group = parts.groups().find(id);
        List<PublicKey> authorized = publicKeys(order.authorizedKeys());

        SshServer server = SshServer.setUpDefaultServer();
        server.setHost(address);
        server.setPort(port);
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        server.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        server.setPublickeyAuthenticator((user, key, session) ->
                user.equals(environment.user()) && KeyUtils.findMatchingKey(key, authorized) != null);
        server.setCommandFactory((channel, command) ->
                new NodeCommand(Optional.of(command), environment, group, parts.commandThreads()));
        server.setShellFactory(channel -> new NodeCommand(Optional.empty(), environment, group, parts.commandThreads()));
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        server.setFileSystemFactory(new VirtualFileSystemFactory(home));
        server.setForwardingFilter(new LoopbackForwarding());
        CoreModuleProperties.TCP_NODELAY.set(server, true);
        CoreModuleProperties.NIO_WORKERS.set(server, 2);
        // A connection may rest as long as it likes, and a client may read as slowly as it likes, as with OpenSSH.
        CoreModuleProperties.IDLE_TIMEOUT.set(server, Duration.ZERO);
        CoreModuleProperties.NIO2_READ_TIMEOUT.set(server, Duration.ZERO);
        CoreModuleProperties.WAIT_FOR_SPACE_TIMEOUT.set(server, Duration.ofDays(365));
        try {
            server.start();
            return new NodeServer(server);
        } catch (IOException failure) {
            server.close(true);
            throw failure;
        }
    }

    /** @throws IllegalArgumentException if one is none */
    private static List<PublicKey> publicKeys(List<String> lines) {
        List<PublicKey> keys = new ArrayList<>();
        for (String line : lines) {
            try {
                keys.add(AuthorizedKeyEntry.parseAuthorizedKeyEntry(line).resolvePublicKey(null, PublicKeyEntryResolver.FAILING));
            } catch (IOException | GeneralSecurityException | RuntimeException unreadable) {
                throw new IllegalArgumentException("'" + line + "' is no public key in OpenSSH form", unreadable);
            }
        }
        return keys;
    }

    String address() {
        return server.getHost();
    }

    int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        try {
            server.stop(true);
        } catch (IOException failure) {
            LOG.warn("the SSH server at {}:{} did not stop in order", address(), port(), failure);
        }
    }
}
