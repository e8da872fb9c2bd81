package io.cloudtik.core.bootstrap;

import io.cloudtik.api.spi.provider.NodeAccess;
import io.cloudtik.executor.ssh.SshExecutorFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.server.shell.InvertedShell;
import org.apache.sshd.server.shell.InvertedShellWrapper;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** A machine behind a real SSH server, whose user's home is a folder. */
final class SshMachine implements AutoCloseable {

    private static final String USER = "ann";

    private final SshServer server = SshServer.setUpDefaultServer();
    private final String hostKey;

    /** @param privateKey whose owner may log in; it is made if it is not there */
    SshMachine(Path home, Path hostKeyFile, Path privateKey) throws IOException, GeneralSecurityException {
        SshExecutorFactory keys = new SshExecutorFactory();
        hostKey = keys.ensureKeyPair(hostKeyFile, "host");
        PublicKey authorized = AuthorizedKeyEntry.parseAuthorizedKeyEntry(keys.ensureKeyPair(privateKey, "test"))
                .resolvePublicKey(null, PublicKeyEntryResolver.FAILING);
        server.setHost("127.0.0.1");
        server.setPort(0);
        server.setKeyPairProvider(new FileKeyPairProvider(hostKeyFile));
        server.setPublickeyAuthenticator((user, key, session) -> KeyUtils.compareKeys(key, authorized));
        server.setCommandFactory((channel, line) -> new InvertedShellWrapper(new LineInHome(home, line)));
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        server.setFileSystemFactory(new VirtualFileSystemFactory(home));
        CoreModuleProperties.TCP_NODELAY.set(server, true);
        server.start();
    }

    int port() {
        return server.getPort();
    }

    /** By way of a port of this machine that leads there. */
    NodeAccess by(int port) {
        return new NodeAccess("127.0.0.1", port, USER, Optional.of(hostKey), Optional.empty());
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }

    /** The line of an exec request; its shell outlives a connection that is lost, as OpenSSH has it. */
    private static final class LineInHome implements InvertedShell {

        private final Path home;
        private final String line;
        private ChannelSession channel;
        private Process process;

        private LineInHome(Path home, String line) {
            this.home = home;
            this.line = line;
        }

        @Override
        public void start(ChannelSession started, Environment environment) throws IOException {
            channel = started;
            ProcessBuilder builder = new ProcessBuilder("sh", "-c", line).directory(home.toFile());
            builder.environment().put("HOME", home.toString());
            process = builder.start();
        }

        @Override
        public void setSession(ServerSession session) {
            // the channel knows it
        }

        @Override
        public ServerSession getServerSession() {
            return channel.getServerSession();
        }

        @Override
        public ChannelSession getServerChannelSession() {
            return channel;
        }

        @Override
        public OutputStream getInputStream() {
            return process.getOutputStream();
        }

        @Override
        public InputStream getOutputStream() {
            return process.getInputStream();
        }

        @Override
        public InputStream getErrorStream() {
            return process.getErrorStream();
        }

        @Override
        public boolean isAlive() {
            return process.isAlive();
        }

        @Override
        public int exitValue() {
            return process.isAlive() ? 0 : process.exitValue();
        }

        @Override
        public void destroy(ChannelSession ended) throws IOException {
            if (process != null) {
                process.getOutputStream().close();
            }
        }
    }
}
