package io.cloudtik.provider.local.host;

import io.cloudtik.provider.local.cgroup.NodeGroup;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.Signal;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a client runs in a node, given to the shell as OpenSSH gives it: a command line, or the shell itself. */
final class NodeCommand implements Command {

    private static final Logger LOG = LoggerFactory.getLogger(NodeCommand.class);
    private static final int DEFAULT_COLUMNS = 80;
    private static final int DEFAULT_ROWS = 24;
    private static final byte[] NO_TERMINAL =
            "(no terminal here: neither script of util-linux nor python3 is installed; lines without editing)\n"
                    .getBytes(StandardCharsets.UTF_8);

    private final Optional<String> commandLine;
    private final NodeEnvironment environment;
    private final NodeGroup group;
    private final ExecutorService threads;
    private InputStream in;
    private OutputStream out;
    private OutputStream err;
    private ExitCallback exit;
    private Process process;
    private Optional<Pseudoterminal> terminal = Optional.empty();

    /** @param commandLine empty for a shell */
    NodeCommand(Optional<String> commandLine, NodeEnvironment environment, NodeGroup group, ExecutorService threads) {
        this.commandLine = commandLine;
        this.environment = environment;
        this.group = group;
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

    /** Of the client's own environment only the kind of its terminal is taken over. */
    @Override
    public void start(ChannelSession channel, Environment client) throws IOException {
        ProcessBuilder builder = new ProcessBuilder().directory(environment.home().toFile());
        builder.environment().clear();
        builder.environment().putAll(environment.variables());
        List<String> program = commandLine.map(line -> List.of("/bin/sh", "-c", line)).orElseGet(environment::shell);
        if (client.getEnv().containsKey(Environment.ENV_LINES)) {
            builder.environment().put("TERM", client.getEnv().getOrDefault(Environment.ENV_TERM, "dumb"));
            program = onTerminal(program, client);
        }
        process = builder.command(group.entering(program)).start();
        StreamPump output = new StreamPump(process.getInputStream(), out);
        StreamPump errors = new StreamPump(process.getErrorStream(), err);
        threads.execute(new StreamPump(in, process.getOutputStream()));
        threads.execute(output);
        threads.execute(errors);
        threads.execute(() -> reportExit(output, errors));
    }

    private List<String> onTerminal(List<String> program, Environment client) throws IOException {
        terminal = Pseudoterminal.create(environment.path(), environment.home());
        if (terminal.isPresent()) {
            client.addSignalListener((channel, signal) -> terminal.get().resize(columns(client), rows(client)), Signal.WINCH);
            return terminal.get().command(program, columns(client), rows(client));
        }
        out = LineDiscipline.screen(out);
        err = LineDiscipline.screen(err);
        in = new LineDiscipline(in, out);
        err.write(NO_TERMINAL);
        err.flush();
        return program;
    }

    private static int columns(Environment client) {
        return number(client, Environment.ENV_COLUMNS, DEFAULT_COLUMNS);
    }

    private static int rows(Environment client) {
        return number(client, Environment.ENV_LINES, DEFAULT_ROWS);
    }

    private static int number(Environment client, String name, int otherwise) {
        String text = client.getEnv().getOrDefault(name, "");
        return text.matches("[1-9]\\d{0,4}") ? Integer.parseInt(text) : otherwise;
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
        terminal.ifPresent(Pseudoterminal::close);
    }
}
