package io.cloudtik.provider.local.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.ExecutorService;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A command line that a client runs in a node, given to the shell as OpenSSH gives it. */
final class NodeCommand implements Command {

    private static final Logger LOG = LoggerFactory.getLogger(NodeCommand.class);

    private final String commandLine;
    private final NodeEnvironment environment;
    private final ExecutorService threads;
    private InputStream in;
    private OutputStream out;
    private OutputStream err;
    private ExitCallback exit;
    private Process process;

    NodeCommand(String commandLine, NodeEnvironment environment, ExecutorService threads) {
        this.commandLine = commandLine;
        this.environment = environment;
        this.threads = threads;
    }

    @Override
    public void setInputStream(InputStream stream) {
        in = stream;
    }

    @Override
    public void setOutputStream(OutputStream stream) {
        out = stream;
    }

    @Override
    public void setErrorStream(OutputStream stream) {
        err = stream;
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
        exit = callback;
    }

    /** The client's own environment is not taken over. */
    @Override
    public void start(ChannelSession channel, Environment ignored) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", commandLine).directory(environment.home().toFile());
        builder.environment().clear();
        builder.environment().putAll(environment.variables());
        process = builder.start();
        StreamPump output = new StreamPump(process.getInputStream(), out);
        StreamPump errors = new StreamPump(process.getErrorStream(), err);
        threads.execute(new StreamPump(in, process.getOutputStream()));
        threads.execute(output);
        threads.execute(errors);
        threads.execute(() -> reportExit(output, errors));
    }

    private void reportExit(StreamPump output, StreamPump errors) {
        try {
            int code = process.waitFor();
            output.awaitEnd();
            errors.awaitEnd();
            exit.onExit(code);
        } catch (InterruptedException stopped) {
            LOG.debug("the host ends before the command in {}", environment.nodeId());
            Thread.currentThread().interrupt();
        }
    }

    /** The client is gone: its command ends, what detached itself stays. */
    @Override
    public void destroy(ChannelSession channel) {
        if (process != null && process.isAlive()) {
            OwnSession.of(process).forEach(ProcessHandle::destroy);
        }
    }
}
