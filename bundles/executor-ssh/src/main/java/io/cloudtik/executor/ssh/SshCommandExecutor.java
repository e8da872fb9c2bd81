package io.cloudtik.executor.ssh;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.exec.Command;
import io.cloudtik.api.spi.exec.CommandExecutor;
import io.cloudtik.api.spi.exec.InteractiveAccess;
import io.cloudtik.api.spi.exec.OutputSink;
import io.cloudtik.api.spi.exec.Tunnel;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs commands and moves files over one SSH connection, several at once. */
final class SshCommandExecutor implements CommandExecutor {

    private final SshConnection connection;
    private final Threads threads;
    private final Consumer<CommandExecutor> afterClose;
    private final OpenTunnels tunnels;
    private final FileTransfer files;

    /** Takes over the open connection and its threads. */
    SshCommandExecutor(
            SshConnection connection, Threads threads, PartFiles parts, Consumer<CommandExecutor> afterClose) {
        this.connection = connection;
        this.threads = threads;
        this.afterClose = afterClose;
        this.tunnels = new OpenTunnels(connection, threads.pool());
        this.files = new FileTransfer(connection, parts);
    }

    @Override
    public int stream(Command command, OutputSink sink) {
        return new RemoteCommand(connection, threads.pool(), command, sink).run();
    }

    @Override
    public void upload(byte[] content, String remotePath, int mode) {
        files.upload(LocalContent.of(content), new RemotePath(remotePath), mode);
    }

    @Override
    public void upload(Path file, String remotePath, int mode) {
        RemotePath path = new RemotePath(remotePath);
        if (!Files.isRegularFile(file)) {
            throw new PlatformException(Kind.INVALID, file + " is no file to upload");
        }
        files.upload(LocalContent.of(file), path, mode);
    }

    @Override
    public void download(String remotePath, Path file) {
        files.download(new RemotePath(remotePath), file);
    }

    @Override
    public Tunnel forward(String host, int port) {
        return tunnels.open(new InetSocketAddress("127.0.0.1", 0), new TunnelEntrance.To(host, port));
    }

    @Override
    public Optional<InteractiveAccess> interactive() {
        return Optional.of(new SshInteractiveAccess(connection, threads.pool(), tunnels));
    }

    @Override
    public void close() {
        tunnels.close();
        connection.close();
        threads.close();
        afterClose.accept(this);
    }
}
