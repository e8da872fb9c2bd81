package io.cloudtik.executor.ssh;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.exec.Command;
import io.cloudtik.api.spi.exec.OutputSink;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.connection.ConnectionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of a command: a session, a thread for each of its streams, and the caller who waits. */
final class RemoteCommand {

    private static final Logger LOG = LoggerFactory.getLogger(RemoteCommand.class);
    private static final int BUFFER = 32 * 1024;
    private static final int ENDING_SECONDS = 10;

    private final SshConnection connection;
    private final ExecutorService threads;
    private final Command command;
    private final Deadline deadline;
    private final OutputSink sink;
    private final CommandLine line;
    private final ProcessIdLine stderr;

    RemoteCommand(SshConnection connection, ExecutorService threads, Command command, OutputSink sink) {
        this.connection = connection;
        this.threads = threads;
        this.command = command;
        this.deadline = Deadline.in(command.timeout());
        this.sink = sink;
        String marker = "cloudtik-" + UUID.randomUUID() + "-pid:";
        this.line = CommandLine.of(command, marker);
        this.stderr = new ProcessIdLine(marker, sink::stderr);
    }

    /** Runs it to its end and returns the exit code. */
    int run() {
        try {
            connection.beginSession(deadline);
        } catch (InterruptedException e) {
            throw SshFailures.interrupted("waiting to run " + this, e);
        }
        try {
            CommandChannel channel = openChannel();
            try {
                return run(channel);
            } finally {
                Quietly.close(channel);
            }
        } catch (IOException e) {
            throw lost(e);
        } finally {
            connection.endSession();
        }
    }

    private CommandChannel openChannel() {
        try {
            return connection.openChannel();
        } catch (IOException e) {
            if (SshFailures.isInterrupt(e)) {
                throw SshFailures.interrupted("opening a session for " + this, e);
            }
            throw new PlatformException(
                    Kind.UNAVAILABLE, "no session for " + this + ": " + SshFailures.reason(e), e);
        }
    }

    private int run(CommandChannel channel) throws IOException {
        start(channel);
        try {
            await(channel);
            return channel.exitCode();
        } catch (InterruptedException e) {
            throw SshFailures.interrupted(this + " ran", e);
        } catch (RejectedExecutionException e) {
            throw new PlatformException(
                    Kind.UNKNOWN, "the connection was closed from here when " + this + " had just begun", e);
        }
    }

    private void start(CommandChannel channel) throws IOException {
        try {
            channel.exec(line.text());
        } catch (ConnectionException e) {
            if (e.getCause() == null && channel.isOpen()) {
                throw new PlatformException(Kind.DENIED, "the SSH server does not run " + this, e);
            }
            throw e;
        }
    }

    private void await(CommandChannel channel) throws IOException, InterruptedException {
        CompletionService<Boolean> streams = new ExecutorCompletionService<>(threads);
        Object turn = new Object();
        streams.submit(() -> feed(channel));
        streams.submit(() -> pumpStdout(channel.getInputStream(), turn));
        streams.submit(() -> pumpStderr(channel.getErrorStream(), turn));
        for (int outputs = 2; outputs > 0; ) {
            Future<Boolean> ended = streams.poll(deadline.nanosLeft(), TimeUnit.NANOSECONDS);
            if (ended == null) {
                throw tookTooLong(channel);
            }
            outputs -= wasOutput(ended) ? 1 : 0;
        }
        awaitClose(channel);
    }

    private boolean feed(CommandChannel channel) throws IOException, InterruptedException {
        try {
            channel.stdin().write(line.stdin(), line.stdin().length);
            channel.getOutputStream().close();
        } catch (IOException e) {
            if (channel.isOpen()) {
                throw e;
            }
            LOG.debug("{} ended without reading all of its input", this);
        }
        return false;
    }

    private boolean pumpStdout(InputStream stream, Object turn) throws IOException {
        pump(stream, turn, sink::stdout);
        return true;
    }

    private boolean pumpStderr(InputStream stream, Object turn) throws IOException {
        pump(stream, turn, stderr::accept);
        synchronized (turn) {
            stderr.end();
        }
        return true;
    }

    private static void pump(InputStream stream, Object turn, ProcessIdLine.ByteSink to) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int length = stream.read(buffer); length >= 0; length = stream.read(buffer)) {
            synchronized (turn) {
                to.accept(buffer, length);
            }
        }
    }

    private static boolean wasOutput(Future<Boolean> ended) throws IOException, InterruptedException {
        try {
            return ended.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException lost) {
                throw lost;
            }
            if (e.getCause() instanceof RuntimeException failureOfSink) {
                throw failureOfSink;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** A program may close its output long before it ends. */
    private void awaitClose(CommandChannel channel) throws IOException {
        while (channel.isOpen()) {
            try {
                channel.join(Math.max(1, deadline.nanosLeft()), TimeUnit.NANOSECONDS);
            } catch (ConnectionException e) {
                if (!channel.isOpen() || SshFailures.isInterrupt(e)) {
                    throw e;
                }
                if (deadline.nanosLeft() == 0) {
                    throw tookTooLong(channel);
                }
            }
        }
    }

    private PlatformException tookTooLong(CommandChannel channel) {
        String outcome = end(channel) ? " and was ended" : "; whether it was ended is not known";
        return new PlatformException(
                Kind.UNAVAILABLE, this + " did not end within " + deadline.inWords() + outcome);
    }

    /**
     * Kills it through a second session: closing its own ends nothing, and servers refuse SSH's signal request for root. A
     * real server has made it the leader of a process group.
     */
    private boolean end(CommandChannel channel) {
        if (stderr.processId().isEmpty()) {
            return false;
        }
        long id = stderr.processId().getAsLong();
        String kill = "k() { kill -s \"$1\" -- -" + id + " 2>/dev/null || kill -s \"$1\" " + id + " 2>/dev/null; }; "
                + "k TERM; for second in 1 2 3; do kill -s 0 " + id + " 2>/dev/null || break; sleep 1; done; k KILL; :";
        try {
            CommandChannel killer = connection.openChannel();
            try {
                killer.exec(kill);
                killer.join(ENDING_SECONDS, TimeUnit.SECONDS);
                return true;
            } finally {
                Quietly.close(killer);
            }
        } catch (IOException | PlatformException e) {
            LOG.warn("could not end {} (process {}): {}", this, id, e.toString());
            return false;
        }
    }

    private PlatformException lost(IOException cause) {
        if (SshFailures.isInterrupt(cause)) {
            return SshFailures.interrupted(this + " ran", cause);
        }
        return new PlatformException(
                Kind.UNKNOWN, "lost the connection while " + this + " ran: " + SshFailures.reason(cause), cause);
    }

    /** Names the program only: arguments may be long, or nobody else's business. */
    @Override
    public String toString() {
        return "'" + command.argv().get(0) + "' on " + connection.name();
    }
}
