package io.cloudtik.core.simulation;

import io.cloudtik.api.spi.exec.Command;
import io.cloudtik.api.spi.exec.CommandExecutor;
import io.cloudtik.api.spi.exec.CommandResult;
import io.cloudtik.api.spi.exec.OutputSink;
import io.cloudtik.api.spi.exec.Tunnel;
import java.nio.file.Path;

/** Passes every call on; a mutation changes some of them. */
class PassedOnExecutor implements CommandExecutor {

    private final CommandExecutor real;

    PassedOnExecutor(CommandExecutor real) {
        this.real = real;
    }

    @Override
    public CommandResult run(Command command) {
        return real.run(command);
    }

    @Override
    public int stream(Command command, OutputSink sink) {
        return real.stream(command, sink);
    }

    @Override
    public void upload(byte[] content, String remotePath, int mode) {
        real.upload(content, remotePath, mode);
    }

    @Override
    public void upload(Path file, String remotePath, int mode) {
        real.upload(file, remotePath, mode);
    }

    @Override
    public void download(String remotePath, Path file) {
        real.download(remotePath, file);
    }

    @Override
    public Tunnel forward(String host, int port) {
        return real.forward(host, port);
    }

    @Override
    public void close() {
        real.close();
    }
}
