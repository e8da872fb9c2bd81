package io.cloudtik.core.console;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.exec.OutputSink;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;

/** A session at a container's console. One thread at a time. */
public final class ConsoleClient implements AutoCloseable {

    /** How often a wait for output looks whether it was interrupted: a read of a socket does not hear of it. */
    private static final int LOOK_MILLIS = 200;
    private static final int CONNECT_MILLIS = 10_000;

    private final Socket socket = new Socket();
    private final PushbackInputStream incoming;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final String greeting;

    /**
     * @param localPort where the console is reached on 127.0.0.1 of this machine
     * @throws PlatformException UNAVAILABLE if nobody answers, UNAUTHORIZED if it refuses us
     */
    public ConsoleClient(int localPort, ConsoleAddress address) {
        try {
            socket.connect(new InetSocketAddress("127.0.0.1", localPort), CONNECT_MILLIS);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(CONNECT_MILLIS);
            incoming = new PushbackInputStream(socket.getInputStream());
            in = new DataInputStream(incoming);
            out = new DataOutputStream(socket.getOutputStream());
            Frame.of(Frame.Kind.TOKEN, address.token().reveal()).write(out);
            Frame answer = Frame.read(in);
            if (answer.kind() != Frame.Kind.HELLO) {
                throw new PlatformException(Kind.UNAUTHORIZED, "the container's shell refuses: " + answer.text());
            }
            greeting = answer.text();
        } catch (IOException e) {
            close();
            throw lost(e);
        } catch (PlatformException e) {
            close();
            throw e;
        }
    }

    public String greeting() {
        return greeting;
    }

    /** Runs a line; an interrupt of this thread interrupts the line there. */
    public int run(String line, OutputSink sink) {
        try {
            Frame.of(Frame.Kind.RUN, line).write(out);
            while (true) {
                Frame frame = awaitFrame();
                switch (frame.kind()) {
                    case OUT -> sink.stdout(frame.payload(), frame.payload().length);
                    case ERR -> sink.stderr(frame.payload(), frame.payload().length);
                    case DONE -> {
                        return Integer.parseInt(frame.text());
                    }
                    default -> throw new IOException("a console does not answer " + frame.kind());
                }
            }
        } catch (IOException e) {
            throw lost(e);
        }
    }

    private Frame awaitFrame() throws IOException {
        while (true) {
            if (Thread.interrupted()) {
                Frame.of(Frame.Kind.INTERRUPT, "").write(out);
            }
            try {
                socket.setSoTimeout(LOOK_MILLIS);
                int first = incoming.read();
                if (first < 0) {
                    throw new EOFException("it has gone");
                }
                incoming.unread(first);
                socket.setSoTimeout(CONNECT_MILLIS);
                return Frame.read(in);
            } catch (SocketTimeoutException e) {
                continue; // Nothing yet.
            }
        }
    }

    /** All commands that there are now. */
    public List<String> commands() {
        try {
            Frame.of(Frame.Kind.COMMANDS, "").write(out);
            socket.setSoTimeout(CONNECT_MILLIS);
            return List.of(Frame.read(in).text().split("\n"));
        } catch (IOException e) {
            throw lost(e);
        }
    }

    private static PlatformException lost(IOException cause) {
        return new PlatformException(Kind.UNAVAILABLE, "the container's shell does not answer: " + cause.getMessage(), cause)
                .withRemedy("cloudtik status <cluster.yaml> shows whether its node is there");
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw lost(e);
        }
    }
}
