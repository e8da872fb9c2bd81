package io.cloudtik.state.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/** Stands between a client and a server, and can lose a reply: the server has acted, the client does not know. */
final class ReplyCutter implements AutoCloseable {

    private final int serverPort;
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicBoolean cutNext = new AtomicBoolean();

    ReplyCutter(int serverPort) throws IOException {
        this.serverPort = serverPort;
        threads.submit(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    void cutNextReply() {
        cutNext.set(true);
    }

    private Void accept() throws IOException {
        while (true) {
            Socket client = listener.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
            threads.submit(() -> copy(client, server, false));
            threads.submit(() -> copy(server, client, true));
        }
    }

    private Void copy(Socket from, Socket to, boolean replies) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        try (from; to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (replies && cutNext.compareAndSet(true, false)) {
                    return null;
                }
                out.write(buffer, 0, read);
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        threads.shutdown();
    }
}
