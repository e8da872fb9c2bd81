package io.cloudtik.api.control;

import io.cloudtik.api.spi.exec.OutputSink;
import io.cloudtik.api.spi.exec.Terminal;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * How a person gets onto a node of a running cluster: a terminal, its ports, the shell of its container. A node is named by
 * its id or its address; none is the head. All calls load the file first and fail with
 * {@link io.cloudtik.api.problem.InvalidInputException} if it has errors.
 */
@ProviderType
public interface AccessOperations {

    /**
     * A port of this machine that is to lead to another one.
     *
     * @param localPort on 127.0.0.1; 0 for any that is free
     * @param host as seen from the node; empty for the node itself
     */
    record PortForward(int localPort, Optional<String> host, int port) {

        private static final int LARGEST = 65_535;

        public PortForward {
            Objects.requireNonNull(host, "host");
            if (localPort < 0 || localPort > LARGEST || port < 1 || port > LARGEST) {
                throw new IllegalArgumentException("a port is a number from 1 to " + LARGEST);
            }
        }

        /**
         * Reads {@code 8080}, {@code 18080:8080} or {@code 18080:host:8080}.
         *
         * @throws IllegalArgumentException if it is none of these
         */
        public static PortForward parse(String text) {
            String[] parts = text.split(":", -1);
            if (parts.length > 3 || parts.length == 3 && parts[1].isBlank()) {
                throw new IllegalArgumentException(
                        "'" + text + "' is no port to forward: write 8080, 18080:8080 or 18080:host:8080");
            }
            Optional<String> host = parts.length == 3 ? Optional.of(parts[1]) : Optional.empty();
            return new PortForward(number(text, parts[0]), host, number(text, parts[parts.length - 1]));
        }

        private static int number(String text, String part) {
            if (!part.matches("\\d{1,5}") || Integer.parseInt(part) < 1 || Integer.parseInt(part) > LARGEST) {
                throw new IllegalArgumentException(
                        "'" + text + "' is no port to forward: '" + part + "' is no number from 1 to " + LARGEST);
            }
            return Integer.parseInt(part);
        }
    }

    /** Ports that are forwarded until it is closed. */
    interface Forwarding extends AutoCloseable {

        /** Where to connect and what is reached there, for people: {@code 127.0.0.1:8080 -> 127.77.0.2:8080}. */
        List<String> ways();

        @Override
        void close();
    }

    /** The Gogo shell of a running container. One thread at a time. */
    interface ContainerShell extends AutoCloseable {

        /** Whose it is: {@code demo-head (head, CloudTik 0.1.0)}. */
        String owner();

        /**
         * Runs a line and hands its output on. What goes wrong in it is told on its error output. An interrupt ends the
         * line, not the session.
         *
         * @return 0 if it went well, 1 if it failed, 2 if there is no such command
         * @throws io.cloudtik.api.problem.PlatformException UNAVAILABLE if the container is gone
         */
        int run(String line, OutputSink sink);

        /** All commands that there are now, with their scopes and without. */
        List<String> commands();

        @Override
        void close();
    }

    /**
     * Runs a program on a terminal of a node, joined to the person's; returns its exit code.
     *
     * @param argv empty for the login shell
     */
    int attach(Path file, Optional<String> node, List<String> argv, Terminal terminal);

    /** @throws io.cloudtik.api.problem.PlatformException CONFLICT if a local port is taken */
    Forwarding forward(Path file, Optional<String> node, List<PortForward> ports);

    ContainerShell shell(Path file, Optional<String> node);
}
