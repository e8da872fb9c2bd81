package io.cloudtik.contracts.exec;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.exec.Tunnel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Relays connections to a fresh port to another one. */
final class LocalTunnel implements Tunnel {

    private final ServerSocket listener;
    private final ExecutorService threads;
    private final String host;
    private final int port;
    private final Future<?> accepting;

    LocalTunnel(String host, int port, ExecutorService threads) {
        this.host = host;
        this.port = port;
        this.threads = threads;
        try {
            this.listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new PlatformException(Kind.UNAVAILABLE, "no free port on 127.0.0.1", e);
        }
        this.accepting = threads.submit(this::accept);
    }

    @Override
    public int localPort() {
        return listener.getLocalPort();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new PlatformException(Kind.INTERNAL, "cannot close port " + localPort(), e);
        }
        awaitLastAccept();
    }

    /** The system still accepts while a thread is about to leave the closed listener. */
    private void awaitLastAccept() {
        try {
            accepting.get(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new PlatformException(Kind.INTERNAL, "port " + localPort() + " does not close", e);
        }
    }

    private Void accept() throws IOException {
        while (true) {
            try {
                Socket near = listener.accept();
                threads.submit(() -> relay(near));
            } catch (SocketException e) {
                if (listener.isClosed()) {
                    return null;
                }
                throw e;
            }
        }
    }

    private Void relay(Socket near) throws Exception {
        try (near;
                Socket far = new Socket(host, port)) {
            Future<Void> back = threads.submit(() -> copy(far, near));
            copy(near, far);
            back.get();
        }
        return null;
    }

    private static Void copy(Socket from, Socket to) throws IOException {
        from.getInputStream().transferTo(to.getOutputStream());
        to.shutdownOutput();
        return null;
    }
}
