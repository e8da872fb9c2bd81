package io.cloudtik.executor.ssh;

import io.cloudtik.api.spi.exec.Tunnel;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;

/** The tunnels of one connection, which end with it. */
final class OpenTunnels implements AutoCloseable {

    private final SshConnection connection;
    private final ExecutorService threads;
    private final Set<SshTunnel> tunnels = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    OpenTunnels(SshConnection connection, ExecutorService threads) {
        this.connection = connection;
        this.threads = threads;
    }

    Tunnel open(InetSocketAddress local, TunnelEntrance entrance) {
        connection.client();
        SshTunnel tunnel = new SshTunnel(connection, threads, local, entrance);
        tunnels.removeIf(SshTunnel::isClosed);
        tunnels.add(tunnel);
        if (closed) {
            // It came after those that close() saw, and nobody else would free its port.
            tunnel.close();
            connection.client();
        }
        return tunnel;
    }

    @Override
    public void close() {
        closed = true;
        tunnels.forEach(Tunnel::close);
    }
}
