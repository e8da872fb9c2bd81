package io.cloudtik.core.doctor;

import io.cloudtik.api.problem.Finding;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** That we can listen on loopback and reach ourselves there: all our tunnels do. */
final class PortChecks {

    private PortChecks() {}

    static Finding loopback() {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                Socket socket = new Socket("127.0.0.1", server.getLocalPort())) {
            return Finding.ok("ports", "127.0.0.1 can be listened on and reached (tried port " + socket.getPort() + ")");
        } catch (IOException e) {
            return Finding.fail("ports", "127.0.0.1 cannot be listened on or reached: " + e.getMessage(),
                    "look at the firewall and the limits of this user");
        }
    }
}
