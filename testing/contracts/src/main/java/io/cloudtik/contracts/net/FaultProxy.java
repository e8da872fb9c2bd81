package io.cloudtik.contracts.net;

import io.cloudtik.contracts.net.Fault.Direction;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A way over loopback to a server, which passes all bytes until it is told a {@link Fault}. Counts bytes exactly, so that a
 * test can break a protocol at each of them. Thread-safe.
 */
public final class FaultProxy implements AutoCloseable {

    private static final int BUFFER = 16 * 1024;
    private static final int SLOW_PIECE = 1024;

    private final ServerSocket listener;
    private final String host;
    private volatile int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private Optional<Fault> fault = Optional.empty();
    private long toServer;
    private long toClient;
    private long left;
    private boolean happened;

    /** A way to a server of this machine. */
    public static FaultProxy to(int port) throws IOException {
        return new FaultProxy("127.0.0.1", port);
    }

    public FaultProxy(String host, int port) throws IOException {
        this.host = host;
        this.port = port;
        this.listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        inBackground("accept", this::accept);
    }

    /** Where clients connect, on 127.0.0.1. */
    public int port() {
        return listener.getLocalPort();
    }

    /** From now on; replaces what was told before. */
    public synchronized void inject(Fault next) {
        fault = Optional.of(next);
        left = next.afterBytes();
        happened = false;
    }

    /** From now on all bytes pass again on connections that are open, and on new ones. */
    public synchronized void heal() {
        fault = Optional.empty();
    }

    /** New connections lead to another server, as when another machine takes the place of the first. */
    public void lead(int toPort) {
        port = toPort;
    }

    /** Whether the fault told last has met a byte yet. */
    public synchronized boolean hasHappened() {
        return happened;
    }

    /** How many bytes were sent in a direction, counting those that did not arrive. */
    public synchronized long sent(Direction direction) {
        return direction == Direction.TO_SERVER ? toServer : toClient;
    }

    /** Ends all connections that are open now, in both directions. */
    public void cut() {
        // A client may connect again before the last of them is closed.
        Set.copyOf(sockets).forEach(this::close);
    }

    private void accept() throws IOException {
        while (!listener.isClosed()) {
            Socket client = listener.accept();
            try {
                join(client, new Socket(host, port));
            } catch (IOException noServer) {
                close(client);
            }
        }
    }

    private void join(Socket client, Socket server) throws IOException {
        sockets.add(client);
        sockets.add(server);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        inBackground("to-server", () -> pump(Direction.TO_SERVER, client, server));
        inBackground("to-client", () -> pump(Direction.TO_CLIENT, server, client));
    }

    private void pump(Direction direction, Socket from, Socket to) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                if (!pass(direction, buffer, length, out)) {
                    break;
                }
            }
            to.shutdownOutput();
        } catch (IOException e) {
            // One side is gone; so is the other then.
            close(from);
            close(to);
        }
    }

    /** How many of some bytes come before the fault, and the fault if it meets the others. */
    private record Share(int good, Optional<Fault> met) {}

    /** @return whether more may pass in this direction */
    private boolean pass(Direction direction, byte[] bytes, int length, OutputStream out) throws IOException {
        Share share = share(direction, length);
        int good = share.good();
        out.write(bytes, 0, good);
        if (share.met().isEmpty()) {
            return true;
        }
        Fault met = share.met().get();
        switch (met.effect()) {
            case CUT -> {
                cut();
                return false;
            }
            case HALF_CLOSE -> {
                return false;
            }
            case SWALLOW -> {
                return true;
            }
            case CORRUPT -> {
                bytes[good] ^= 0x55;
                out.write(bytes, good, length - good);
                return true;
            }
            case SLOW -> {
                for (int at = good; at < length; at += SLOW_PIECE) {
                    LockSupport.parkNanos(met.pause().toNanos());
                    out.write(bytes, at, Math.min(SLOW_PIECE, length - at));
                }
                return true;
            }
        }
        throw new IllegalStateException(met.toString());
    }

    private synchronized Share share(Direction direction, int length) {
        if (direction == Direction.TO_SERVER) {
            toServer += length;
        } else {
            toClient += length;
        }
        if (fault.isEmpty() || fault.get().direction() != direction) {
            return new Share(length, Optional.empty());
        }
        if (left >= length) {
            left -= length;
            return new Share(length, Optional.empty());
        }
        Share share = new Share((int) left, fault);
        left = 0;
        happened = true;
        if (fault.get().effect().happensOnce()) {
            fault = Optional.empty();
        }
        return share;
    }

    private void close(Socket socket) {
        sockets.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            throw new AssertionError("a socket that cannot be closed", e);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void inBackground(String name, Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException closed) {
                Thread.currentThread().interrupt();
            }
        }, "fault-proxy-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cut();
    }
}
