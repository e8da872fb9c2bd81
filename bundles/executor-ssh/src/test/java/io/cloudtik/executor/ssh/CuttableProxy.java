package io.cloudtik.executor.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A way to a server that breaks when told, or after so many bytes from the client. */
final class CuttableProxy implements AutoCloseable {

    private final ServerSocket listener;
    private final int target;
    private final AtomicLong bytesLeft = new AtomicLong(Long.MAX_VALUE);
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    CuttableProxy(int target) throws IOException {
        this.target = target;
        this.listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        inBackground(() -> {
            while (!listener.isClosed()) {
                join(listener.accept());
            }
        });
    }

    int port() {
        return listener.getLocalPort();
    }

    void cutAfter(long bytes) {
        bytesLeft.set(bytes);
    }

    void cut() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void join(Socket near) throws IOException {
        Socket far = new Socket("127.0.0.1", target);
        sockets.add(near);
        sockets.add(far);
        inBackground(() -> {
            InputStream in = near.getInputStream();
            byte[] buffer = new byte[1024];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                if (bytesLeft.addAndGet(-length) < 0) {
                    cut();
                    return;
                }
                far.getOutputStream().write(buffer, 0, length);
            }
            far.close();
        });
        inBackground(() -> {
            far.getInputStream().transferTo(near.getOutputStream());
            near.close();
        });
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void inBackground(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException cut) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cut();
    }
}
