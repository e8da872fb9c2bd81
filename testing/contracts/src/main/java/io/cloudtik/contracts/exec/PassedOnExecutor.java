package io.cloudtik.contracts.exec;

import io.cloudtik.api.spi.exec.Command;
import io.cloudtik.api.spi.exec.CommandExecutor;
import io.cloudtik.api.spi.exec.CommandResult;
import io.cloudtik.api.spi.exec.InteractiveAccess;
import io.cloudtik.api.spi.exec.OutputSink;
import io.cloudtik.api.spi.exec.Tunnel;
import java.nio.file.Path;
import java.util.Optional;

/** Passes every call on to another; a test overrides those it wants otherwise. */
public class PassedOnExecutor implements CommandExecutor {

    private final CommandExecutor executor;

    public PassedOnExecutor(CommandExecutor executor) {
        this.executor = executor;
    }

    @Override
    public CommandResult run(Command command) {
        return executor.run(command);
    }

    @Override
    public int stream(Command command, OutputSink sink) {
        return executor.stream(command, sink);
    }

    @Override
    public void upload(byte[] content, String remotePath, int mode) {
        executor.upload(content, remotePath, mode);
    }

    @Override
    public void upload(Path file, String remotePath, int mode) {
        executor.upload(file, remotePath, mode);
    }

    @Override
    public void download(String remotePath, Path file) {
        executor.download(remotePath, file);
    }

    @Override
    public Tunnel forward(String host, int port) {
        return executor.forward(host, port);
    }

    @Override
    public Optional<InteractiveAccess> interactive() {
        return executor.interactive();
    }

    @Override
    public void close() {
        executor.close();
    }
}
