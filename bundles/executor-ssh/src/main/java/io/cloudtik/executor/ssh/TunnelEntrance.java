package io.cloudtik.executor.ssh;

import java.io.IOException;
import java.net.Socket;

/** Tells where a connection that came to a tunnel is to go. */
interface TunnelEntrance {

    /** A place as seen from the node, which also resolves the name. */
    record Destination(String host, int port) {}

    Destination ask(Socket socket) throws IOException;

    /** The destination was reached. */
    void opened(Socket socket) throws IOException;

    /** The destination was not reached; the connection ends. */
    void refused(Socket socket) throws IOException;

    /** All connections go to one place, and nothing is said about it. */
    record To(String host, int port) implements TunnelEntrance {

        @Override
        public Destination ask(Socket socket) {
            return new Destination(host, port);
        }

        @Override
        public void opened(Socket socket) {
            // What follows are the bytes of the other side.
        }

        @Override
        public void refused(Socket socket) {
            // The end of the connection says it.
        }

        @Override
        public String toString() {
            return "the tunnel to " + host + ":" + port;
        }
    }
}
