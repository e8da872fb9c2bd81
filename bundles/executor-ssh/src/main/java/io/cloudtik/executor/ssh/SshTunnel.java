package io.cloudtik.executor.ssh;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.exec.Tunnel;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A port of this machine and, for each connection to it, a channel to the place its entrance names, as seen from the node. */
final class SshTunnel implements Tunnel {

    private static final Logger LOG = LoggerFactory.getLogger(SshTunnel.class);
    private static final int BUFFER = 32 * 1024;
    private static final int BACKLOG = 50;
    private static final int PATIENCE_SECONDS = 5;

    private final SshConnection connection;
    private final ExecutorService threads;
    private final TunnelEntrance entrance;
    private final ServerSocket listener;
    private final Future<?> accepting;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    /** @param local where to listen; port 0 for any that is free */
    SshTunnel(SshConnection connection, ExecutorService threads, InetSocketAddress local, TunnelEntrance entrance) {
        this.connection = connection;
        this.threads = threads;
        this.entrance = entrance;
        try {
            this.listener = new ServerSocket(local.getPort(), BACKLOG, local.getAddress());
        } catch (BindException e) {
            throw new PlatformException(Kind.CONFLICT, "port " + local.getPort() + " of " + local.getHostString()
                            + " cannot be had for " + this + ": " + e.getMessage(), e)
                    .withRemedy("choose another local port");
        } catch (IOException e) {
            throw new PlatformException(
                    Kind.UNAVAILABLE, "no port of " + local.getHostString() + " for " + this + ": " + e, e);
        }
        try {
            this.accepting = threads.submit(this::accept);
        } catch (RejectedExecutionException e) {
            Quietly.close(listener);
            throw new PlatformException(Kind.UNAVAILABLE, "the connection is closed, and " + this + " with it", e);
        }
    }

    boolean isClosed() {
        return listener.isClosed();
    }

    @Override
    public int localPort() {
        return listener.getLocalPort();
    }

    private void accept() {
        try {
            while (!listener.isClosed()) {
                Socket socket = listener.accept();
                sockets.add(socket);
                threads.execute(() -> relay(socket));
            }
        } catch (IOException e) {
            LOG.debug("{} accepts no more: {}", this, e.toString());
        } finally {
            // Whoever connects to a port that nobody answers at waits for ever.
            Quietly.close(listener);
        }
    }

    private void relay(Socket socket) {
        try {
            TunnelChannel channel = open(socket);
            try {
                relay(socket, channel);
            } finally {
                Quietly.close(channel);
            }
        } catch (IOException | ExecutionException | PlatformException e) {
            LOG.debug("a connection through {} ended: {}", this, SshFailures.reason(e));
        } catch (InterruptedException e) {
            LOG.debug("{} is closed while a connection lasts", this);
            Thread.currentThread().interrupt();
        } finally {
            Quietly.close(socket);
            sockets.remove(socket);
        }
    }

    private TunnelChannel open(Socket socket) throws IOException {
        TunnelEntrance.Destination destination = entrance.ask(socket);
        try {
            TunnelChannel channel =
                    new TunnelChannel(connection.client().getConnection(), destination.host(), destination.port());
            channel.open();
            entrance.opened(socket);
            return channel;
        } catch (IOException | PlatformException e) {
            entrance.refused(socket);
            throw e;
        }
    }

    private void relay(Socket socket, TunnelChannel channel)
            throws IOException, ExecutionException, InterruptedException {
        socket.setTcpNoDelay(true);
        Future<?> back = threads.submit(() -> copyBack(channel, socket));
        copyThere(socket, channel);
        back.get();
    }

    private static void copyThere(Socket socket, TunnelChannel channel) throws IOException, InterruptedException {
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[BUFFER];
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
            channel.window().write(buffer, length);
        }
        channel.getOutputStream().close();
    }

    private static Void copyBack(TunnelChannel channel, Socket socket) throws IOException {
        channel.getInputStream().transferTo(socket.getOutputStream());
        socket.shutdownOutput();
        return null;
    }

    @Override
    public void close() {
        Quietly.close(listener);
        awaitLastAccept();
        sockets.forEach(Quietly::close);
    }

    /** The system still accepts while a thread is about to leave the closed listener. */
    private void awaitLastAccept() {
        try {
            accepting.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("{} did not end as it should: {}", this, e.toString());
        }
    }

    @Override
    public String toString() {
        return entrance + " by " + connection.name();
    }
}
