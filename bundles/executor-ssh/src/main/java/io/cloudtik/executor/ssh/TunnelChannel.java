package io.cloudtik.executor.ssh;

import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.connection.Connection;
import net.schmizz.sshj.connection.channel.direct.DirectConnection;

/** A channel to a port as seen from the node that tells when there may be room for more. */
final class TunnelChannel extends DirectConnection {

    private final SendWindow window = new SendWindow(this);

    TunnelChannel(Connection connection, String host, int port) {
        super(connection, host, port);
    }

    SendWindow window() {
        return window;
    }

    @Override
    public void handle(Message message, SSHPacket packet) throws SSHException {
        super.handle(message, packet);
        window.signal();
    }

    @Override
    public void notifyError(SSHException error) {
        super.notifyError(error);
        // sshj knows the channel before its constructor is through
        if (window != null) {
            window.signal();
        }
    }
}
