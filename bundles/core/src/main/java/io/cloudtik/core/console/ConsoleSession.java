package io.cloudtik.core.console;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.apache.felix.service.command.Job;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One session of Gogo at the other end of a connection. Lines are run beside the reading, so that they can be interrupted. */
final class ConsoleSession implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ConsoleSession.class);

    static final int FAILED = 1;
    static final int NO_SUCH_COMMAND = 2;

    private final Executor threads;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final PrintStream stdout;
    private final PrintStream stderr;
    private final CommandSession session;
    private Optional<Thread> runner = Optional.empty();

    ConsoleSession(CommandProcessor processor, Executor threads, DataInputStream in, DataOutputStream out) {
        this.threads = threads;
        this.in = in;
        this.out = out;
        this.stdout = stream(Frame.Kind.OUT);
        this.stderr = stream(Frame.Kind.ERR);
        this.session = processor.createSession(InputStream.nullInputStream(), stdout, stderr);
        session.put("SCOPE", "cloudtik:gogo:*");
    }

    private PrintStream stream(Frame.Kind kind) {
        OutputStream frames = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (length > 0) {
                    Frame.of(kind, bytes, offset, length).write(out);
                }
            }
        };
        return new PrintStream(frames, true, StandardCharsets.UTF_8);
    }

    /** Serves until the other side goes. */
    void serve() throws IOException {
        try {
            while (true) {
                Frame frame = Frame.read(in);
                switch (frame.kind()) {
                    case RUN -> begin(frame.text());
                    case INTERRUPT -> interrupt();
                    case COMMANDS -> Frame.of(Frame.Kind.COMMANDS, String.join("\n", commands())).write(out);
                    default -> throw new IOException("a client does not send " + frame.kind());
                }
            }
        } catch (EOFException gone) {
            interrupt();
        }
    }

    private void begin(String line) {
        threads.execute(() -> {
            runBy(Optional.of(Thread.currentThread()));
            int code = run(line);
            runBy(Optional.empty());
            answer(code);
        });
    }

    private synchronized void runBy(Optional<Thread> thread) {
        runner = thread;
        Thread.interrupted(); // An interrupt was for the line that is over.
    }

    /** Gogo's job rather than our thread: one that is only left would stay in the foreground for ever. */
    private synchronized void interrupt() {
        Optional<Job> job = Optional.ofNullable(session.foregroundJob());
        job.ifPresent(Job::interrupt);
        if (job.isEmpty()) {
            runner.ifPresent(Thread::interrupt);
        }
    }

    private void answer(int code) {
        stdout.flush();
        stderr.flush();
        try {
            Frame.of(Frame.Kind.DONE, String.valueOf(code)).write(out);
        } catch (IOException e) {
            log.debug("nobody hears how a line ended: {}", e.toString());
        }
    }

    private int run(String line) {
        try {
            Object result = session.execute(line);
            if (result != null) {
                stdout.println(session.format(result, Converter.INSPECT));
            }
            return session.get("?") instanceof Integer code ? code : 0;
        } catch (InterruptedException e) {
            stderr.println("interrupted");
            return FAILED;
        } catch (Exception e) { // whatever a command throws is for the person who typed it
            // By its name: the class is Gogo's own and not exported.
            boolean isUnknown = e.getClass().getSimpleName().equals("CommandNotFoundException");
            stderr.println("error: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
            return isUnknown ? NO_SUCH_COMMAND : FAILED;
        }
    }

    private Collection<String> commands() {
        Collection<String> names = new TreeSet<>();
        if (session.get(".commands") instanceof Collection<?> all) {
            for (Object command : all) {
                String name = String.valueOf(command);
                names.add(name);
                names.add(name.substring(name.indexOf(':') + 1));
            }
        }
        return names;
    }

    @Override
    public void close() {
        interrupt();
        session.close();
    }
}
