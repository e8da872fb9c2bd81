package io.cloudtik.executor.ssh;

import java.io.IOException;
import net.schmizz.concurrent.Event;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.connection.Connection;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.direct.SessionChannel;
import net.schmizz.sshj.connection.channel.direct.Signal;
import net.schmizz.sshj.transport.TransportException;

/** A session that tells when there may be room for standard input, and that misses no failure. */
final class CommandChannel extends SessionChannel {

    private final SendWindow stdin = new SendWindow(this);
    private volatile SSHException failure;

    CommandChannel(Connection connection) {
        super(connection);
    }

    SendWindow stdin() {
        return stdin;
    }

    /** How its command ended, once it is closed; 128 + n if signal n ended it. */
    int exitCode() throws IOException {
        if (getExitStatus() != null) {
            return getExitStatus();
        }
        if (getExitSignal() != null) {
            return 128 + number(getExitSignal());
        }
        throw new IOException("the session ended without an exit code");
    }

    private static int number(Signal signal) {
        return switch (signal) {
            case HUP -> 1;
            case INT -> 2;
            case QUIT -> 3;
            case ILL -> 4;
            case ABRT -> 6;
            case FPE -> 8;
            case KILL -> 9;
            case USR1 -> 10;
            case SEGV -> 11;
            case USR2 -> 12;
            case PIPE -> 13;
            case ALRM -> 14;
            case TERM -> 15;
            case UNKNOWN -> 127;
        };
    }

    @Override
    public void handle(Message message, SSHPacket packet) throws SSHException {
        super.handle(message, packet);
        stdin.signal();
    }

    @Override
    public void notifyError(SSHException error) {
        failure = error;
        super.notifyError(error);
        // sshj knows the channel before its constructor is through
        if (stdin != null) {
            stdin.signal();
        }
    }

    /** A connection that breaks just after the request was sent would be noticed by nobody until a timeout. */
    @Override
    protected Event<ConnectionException> sendChannelRequest(
            String type, boolean wantsReply, Buffer.PlainBuffer details) throws TransportException {
        Event<ConnectionException> reply = super.sendChannelRequest(type, wantsReply, details);
        if (reply != null && failure != null) {
            reply.deliverError(failure);
        }
        return reply;
    }
}
