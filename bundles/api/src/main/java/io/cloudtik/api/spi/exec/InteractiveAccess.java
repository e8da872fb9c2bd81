package io.cloudtik.api.spi.exec;

import java.net.InetSocketAddress;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a person rather than a program wants of a node: a terminal on it, and its ports here. A facet of a
 * {@link CommandExecutor}, with the same failures, and closed with it.
 */
@ConsumerType
public interface InteractiveAccess {

    /**
     * Runs a program on a terminal of the node and joins it to the person's, until the program ends. Blocks; an interrupt
     * ends it. Closes the terminal's input; what was typed after the program's end may be lost.
     *
     * @param argv program and arguments; empty for the login shell
     * @return the exit code; 128 + n if signal n ended it
     */
    int attach(List<String> argv, Terminal terminal);

    /**
     * As {@link CommandExecutor#forward}, at an address of the caller's choice.
     *
     * @param local where to listen; port 0 for any that is free
     * @throws io.cloudtik.api.problem.PlatformException CONFLICT if the port is taken
     */
    Tunnel forward(InetSocketAddress local, String host, int port);

    /**
     * Serves SOCKS 5 (connect only, no log-in) until closed: connections are made from the node, which also resolves names.
     *
     * @param local where to listen; port 0 for any that is free
     * @throws io.cloudtik.api.problem.PlatformException CONFLICT if the port is taken
     */
    Tunnel proxy(InetSocketAddress local);

    /** Returns once the connection is lost or closed. */
    void awaitLoss() throws InterruptedException;
}
