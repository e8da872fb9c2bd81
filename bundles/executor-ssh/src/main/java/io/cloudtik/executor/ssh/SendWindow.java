package io.cloudtik.executor.ssh;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import net.schmizz.sshj.connection.channel.Channel;

/**
 * Writes to a channel no more than the other side has room for, and waits for room outside of sshj.
 *
 * <p>sshj itself waits inside the stream, holding its lock; a close that arrives meanwhile needs that lock on the one
 * thread that reads the connection, which then stands still until keep-alive gives it up.
 */
final class SendWindow {

    private static final int CHUNK = 32 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Channel channel;

    SendWindow(Channel channel) {
        this.channel = channel;
    }

    /** To be called when the channel has got a message or has failed. */
    void signal() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Writes all of it.
     *
     * @throws IOException if the channel is closed before
     */
    void write(byte[] bytes, int length) throws IOException, InterruptedException {
        OutputStream out = channel.getOutputStream();
        int written = 0;
        while (written < length) {
            int room = (int) Math.min(Math.min(CHUNK, length - written), awaitRoom());
            out.write(bytes, written, room);
            out.flush();
            written += room;
        }
    }

    private long awaitRoom() throws IOException, InterruptedException {
        lock.lock();
        try {
            while (channel.isOpen() && channel.getRemoteWinSize() == 0) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
        if (!channel.isOpen()) {
            throw new IOException("the channel was closed by the other side");
        }
        return channel.getRemoteWinSize();
    }
}
