package io.cloudtik.executor.ssh;

import io.cloudtik.api.spi.exec.InteractiveAccess;
import io.cloudtik.api.spi.exec.Terminal;
import io.cloudtik.api.spi.exec.Tunnel;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;

/** Terminals and chosen ports over the connection of an executor. */
final class SshInteractiveAccess implements InteractiveAccess {

    private final SshConnection connection;
    private final ExecutorService threads;
    private final OpenTunnels tunnels;

    SshInteractiveAccess(SshConnection connection, ExecutorService threads, OpenTunnels tunnels) {
        this.connection = connection;
        this.threads = threads;
        this.tunnels = tunnels;
    }

    @Override
    public int attach(List<String> argv, Terminal terminal) {
        return new RemoteTerminal(connection, threads, argv, terminal).run();
    }

    @Override
    public Tunnel forward(InetSocketAddress local, String host, int port) {
        return tunnels.open(local, new TunnelEntrance.To(host, port));
    }

    @Override
    public Tunnel proxy(InetSocketAddress local) {
        return tunnels.open(local, new SocksEntrance());
    }

    @Override
    public void awaitLoss() throws InterruptedException {
        connection.awaitLoss();
    }
}
