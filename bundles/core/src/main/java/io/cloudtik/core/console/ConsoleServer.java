package io.cloudtik.core.console;

import io.cloudtik.api.problem.Secret;
import io.cloudtik.core.time.Scheduler;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.apache.felix.service.command.CommandProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens on 127.0.0.1 and gives whoever knows the token, which is in a file of the owner's, a session of Gogo. */
final class ConsoleServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ConsoleServer.class);
    private static final int SESSIONS = 4;
    /** One accepts, one refuses, and each session has one that reads and one that runs. */
    private static final int THREADS = 2 + 2 * SESSIONS;
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int BACKLOG = 10;

    private final CommandProcessor processor;
    private final String greeting;
    private final Secret token;
    private final Scheduler.Pool threads;
    private final ServerSocket listener;
    private final Semaphore free = new Semaphore(SESSIONS);
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    private ConsoleServer(CommandProcessor processor, String greeting, Secret token, Scheduler scheduler) throws IOException {
        this.processor = processor;
        this.greeting = greeting;
        this.token = token;
        this.listener = new ServerSocket(0, BACKLOG, InetAddress.getByName("127.0.0.1"));
        this.threads = scheduler.pool("console", THREADS);
    }

    /** @param home where its address is written */
    static ConsoleServer open(
            CommandProcessor processor, String greeting, Secret token, Scheduler scheduler, Path home) throws IOException {
        ConsoleServer server = new ConsoleServer(processor, greeting, token, scheduler);
        try {
            new ConsoleAddress(server.listener.getLocalPort(), token).write(home);
            server.threads.execute(server::accept);
            return server;
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                sockets.add(socket);
                if (free.tryAcquire()) {
                    threads.execute(() -> serve(socket));
                } else {
                    threads.execute(() -> refuse(socket));
                }
            } catch (IOException e) {
                log.debug("a console connection ended before it began: {}", e.toString());
            }
        }
    }

    private void refuse(Socket socket) {
        try (socket) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            Frame.read(new DataInputStream(socket.getInputStream())); // Who still writes does not read an answer.
            Frame.of(Frame.Kind.REFUSED, "all " + SESSIONS + " sessions are taken")
                    .write(new DataOutputStream(socket.getOutputStream()));
        } catch (IOException e) {
            log.debug("a console connection was not refused in order: {}", e.toString());
        } finally {
            end(socket);
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            Frame first = Frame.read(in);
            if (first.kind() != Frame.Kind.TOKEN || !Secret.of(first.text()).equals(token)) {
                log.warn("somebody without the token asked for the console");
                Frame.of(Frame.Kind.REFUSED, "the token is wrong").write(out);
                return;
            }
            socket.setSoTimeout(0);
            Frame.of(Frame.Kind.HELLO, greeting).write(out);
            try (ConsoleSession session = new ConsoleSession(processor, threads, in, out)) {
                log.info("a console session begins");
                session.serve();
            }
            log.info("a console session ended");
        } catch (IOException e) {
            log.debug("a console session broke off: {}", e.toString());
        } finally {
            free.release();
            end(socket);
        }
    }

    private void end(Socket socket) {
        sockets.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            log.debug("a console connection was not closed", e);
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            log.warn("the console's port was not closed", e);
        }
        sockets.forEach(this::end);
        threads.close();
    }
}
