package io.cloudtik.executor.ssh;

import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.connection.Connection;
import net.schmizz.sshj.connection.channel.direct.SessionChannel;

/** A session that tells when there may be room for standard input. */
final class CommandChannel extends SessionChannel {

    private final SendWindow stdin = new SendWindow(this);

    CommandChannel(Connection connection) {
        super(connection);
    }

    SendWindow stdin() {
        return stdin;
    }

    @Override
    public void handle(Message message, SSHPacket packet) throws SSHException {
        super.handle(message, packet);
        stdin.signal();
    }

    @Override
    public void notifyError(SSHException error) {
        super.notifyError(error);
        // sshj knows the channel before its constructor is through
        if (stdin != null) {
            stdin.signal();
        }
    }
}
