package io.cloudtik.executor.ssh;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.exec.ShellQuoting;
import io.cloudtik.api.spi.exec.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import net.schmizz.sshj.connection.ConnectionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A program on a terminal of the node, joined to the terminal of a person. */
final class RemoteTerminal {

    private static final Logger LOG = LoggerFactory.getLogger(RemoteTerminal.class);
    private static final int BUFFER = 8 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SshConnection connection;
    private final ExecutorService threads;
    private final List<String> argv;
    private final Terminal terminal;

    RemoteTerminal(SshConnection connection, ExecutorService threads, List<String> argv, Terminal terminal) {
        this.connection = connection;
        this.threads = threads;
        this.argv = List.copyOf(argv);
        this.terminal = terminal;
    }

    /** Runs the program to its end and returns its exit code. */
    int run() {
        try {
            connection.beginSession(Deadline.in(PATIENCE));
        } catch (InterruptedException e) {
            throw SshFailures.interrupted("waiting to open " + this, e);
        }
        try {
            CommandChannel channel = connection.openChannel();
            try {
                start(channel);
                return join(channel);
            } finally {
                terminal.onResize(size -> LOG.debug("{} is over", this));
                terminal.input().close();
                Quietly.close(channel);
            }
        } catch (InterruptedException e) {
            throw SshFailures.interrupted(this + " was open", e);
        } catch (IOException e) {
            throw lost(e);
        } finally {
            connection.endSession();
        }
    }

    private void start(CommandChannel channel) throws IOException {
        Terminal.Size size = terminal.size();
        try {
            channel.allocatePTY(terminal.type(), size.columns(), size.rows(), 0, 0, Map.of());
            if (argv.isEmpty()) {
                channel.startShell();
            } else {
                channel.exec("exec " + ShellQuoting.quote(argv)); // no shell stays between it and the keys
            }
        } catch (ConnectionException e) {
            if (e.getCause() == null && channel.isOpen()) {
                throw new PlatformException(Kind.DENIED, "the SSH server does not give " + this, e);
            }
            throw e;
        }
        terminal.onResize(changed -> tell(channel, changed));
    }

    private void tell(CommandChannel channel, Terminal.Size size) {
        try {
            channel.changeWindowDimensions(size.columns(), size.rows(), 0, 0);
        } catch (IOException e) {
            LOG.debug("{} did not hear of its new size: {}", this, SshFailures.reason(e));
        }
    }

    private int join(CommandChannel channel) throws IOException, InterruptedException {
        threads.submit(() -> passKeys(channel));
        // A server without terminals keeps the two apart.
        Future<?> errors = threads.submit(() -> show(channel.getErrorStream()));
        Future<?> output = threads.submit(() -> show(channel.getInputStream()));
        await(output);
        await(errors);
        channel.join();
        return channel.exitCode();
    }

    private Void passKeys(CommandChannel channel) throws IOException, InterruptedException {
        try {
            InputStream keys = terminal.input();
            byte[] buffer = new byte[BUFFER];
            for (int length = keys.read(buffer); length >= 0; length = keys.read(buffer)) {
                channel.stdin().write(buffer, length);
            }
            channel.getOutputStream().close();
        } catch (IOException e) {
            LOG.debug("no more keys for {}: {}", this, SshFailures.reason(e));
        }
        return null;
    }

    private Void show(InputStream from) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int length = from.read(buffer); length >= 0; length = from.read(buffer)) {
            OutputStream screen = terminal.output();
            synchronized (terminal) {
                screen.write(buffer, 0, length);
                screen.flush();
            }
        }
        return null;
    }

    private static void await(Future<?> stream) throws IOException, InterruptedException {
        try {
            stream.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException lost) {
                throw lost;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private PlatformException lost(IOException cause) {
        if (SshFailures.isInterrupt(cause)) {
            return SshFailures.interrupted(this + " was open", cause);
        }
        return new PlatformException(Kind.UNKNOWN, "lost " + this + ": " + SshFailures.reason(cause), cause);
    }

    @Override
    public String toString() {
        return "the terminal on " + connection.name();
    }
}
