package io.cloudtik.contracts.exec;

import io.cloudtik.api.spi.exec.Command;
import io.cloudtik.api.spi.exec.CommandExecutor;
import io.cloudtik.api.spi.exec.CommandResult;
import io.cloudtik.api.spi.exec.OutputSink;
import io.cloudtik.api.spi.exec.Tunnel;
import java.nio.file.Path;

/** One connection to an executor that outlives it, so that a test finds what all connections did. */
record UnclosedExecutor(CommandExecutor executor) implements CommandExecutor {

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
    public void close() {
        // the next connection to the same host finds the executor as it was left
    }
}
