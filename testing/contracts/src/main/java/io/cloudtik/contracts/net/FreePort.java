package io.cloudtik.contracts.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port for a server that must be told its port before it listens. Between the two nobody holds it, so it is none of those
 * that systems give to clients, and none that servers usually have.
 */
public final class FreePort {

    private static final int LOWEST = 12_000;
    private static final int BEYOND = 32_000;
    private static final int TRIES = 1_000;

    private FreePort() {}

    /** One that nobody listens on at 127.0.0.1 now. */
    public static int next() throws IOException {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, BEYOND);
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
                return port;
            } catch (IOException taken) {
                continue;
            }
        }
        throw new IOException("no port between " + LOWEST + " and " + BEYOND + " is free");
    }
}
