package io.cloudtik.contracts.ssh;

import io.cloudtik.api.spi.exec.ExecutorFactory;
import io.cloudtik.api.spi.provider.NodeAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
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

/** A machine behind an SSH server of this process, for one user with one key, whose home is a folder. */
public final class SshMachine implements AutoCloseable {

    public static final String USER = "tester";

    private final SshServer server = SshServer.setUpDefaultServer();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<HomeShell> shells = new CopyOnWriteArrayList<>();
    private final Path home;
    private final String hostKey;

    /**
     * Not started yet. Its home is {@code home} in the folder, and its host key {@code host_key}.
     *
     * @param keys makes the two key pairs where they are not there
     * @param privateKey whose owner may log in
     */
    public SshMachine(Path folder, ExecutorFactory keys, Path privateKey)
            throws IOException, GeneralSecurityException {
        home = Files.createDirectories(folder.resolve("home"));
        Path hostKeyFile = folder.resolve("host_key");
        hostKey = keys.ensureKeyPair(hostKeyFile, "host");
        PublicKey authorized = AuthorizedKeyEntry.parseAuthorizedKeyEntry(keys.ensureKeyPair(privateKey, "test"))
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

    /** Whether a command leads a process group of its own, as with OpenSSH; not every system can do that. */
    public static boolean leadsGroups() {
        return HomeShell.leadsGroups();
    }

    /** For a test that wants it otherwise, before it is started. */
    public SshServer configuration() {
        return server;
    }

    public SshMachine started() throws IOException {
        server.start();
        return this;
    }

    public int port() {
        return server.getPort();
    }

    public String hostKey() {
        return hostKey;
    }

    /** The lines of all exec requests so far. */
    public List<String> lines() {
        return new ArrayList<>(lines);
    }

    public Path home() {
        return home;
    }

    /** Pinned and direct. */
    public NodeAccess access() {
        return accessBy(port());
    }

    /** Pinned, by way of a port of this machine that leads there. */
    public NodeAccess accessBy(int port) {
        return new NodeAccess("127.0.0.1", port, USER, Optional.of(hostKey), Optional.empty());
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
        shells.forEach(HomeShell::kill);
    }
}
