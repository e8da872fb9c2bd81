package io.cloudtik.executor.ssh;

import io.cloudtik.api.spi.provider.NodeAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.apache.sshd.server.shell.InvertedShellWrapper;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** An SSH server of this process, for one user with one key, whose home is a folder. */
final class MinaServer implements AutoCloseable {

    static final String USER = "tester";

    private final SshServer server = SshServer.setUpDefaultServer();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<HomeShell> shells = new CopyOnWriteArrayList<>();
    private final String hostKey;

    /** Its host key is made in the folder if it is not there. */
    MinaServer(Path folder, String authorizedKey) throws Exception {
        Path home = Files.createDirectories(folder.resolve("home"));
        Path hostKeyFile = folder.resolve("host_key");
        hostKey = Ed25519KeyPair.ensure(hostKeyFile, "host");
        PublicKey authorized = AuthorizedKeyEntry.parseAuthorizedKeyEntry(authorizedKey)
                .resolvePublicKey(null, PublicKeyEntryResolver.FAILING);
        server.setHost("127.0.0.1");
        server.setPort(0);
        server.setKeyPairProvider(new FileKeyPairProvider(hostKeyFile));
        server.setPublickeyAuthenticator(
                (user, key, session) -> user.equals(USER) && KeyUtils.compareKeys(key, authorized));
        server.setCommandFactory((channel, line) -> {
            lines.add(line);
            HomeShell shell = new HomeShell(home, line);
            shells.add(shell);
            return new InvertedShellWrapper(shell);
        });
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        server.setFileSystemFactory(new VirtualFileSystemFactory(home));
        server.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
        CoreModuleProperties.TCP_NODELAY.set(server, true);
    }

    /** For a test that wants it otherwise, before it is started. */
    SshServer configuration() {
        return server;
    }

    MinaServer started() throws IOException {
        server.start();
        return this;
    }

    int port() {
        return server.getPort();
    }

    String hostKey() {
        return hostKey;
    }

    /** The lines of all exec requests so far. */
    List<String> lines() {
        return new ArrayList<>(lines);
    }

    /** Pinned and direct. */
    NodeAccess access() {
        return new NodeAccess("127.0.0.1", port(), USER, Optional.of(hostKey), Optional.empty());
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
        shells.forEach(HomeShell::kill);
    }
}
