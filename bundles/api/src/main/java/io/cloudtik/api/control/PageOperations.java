package io.cloudtik.api.control;

import java.net.URI;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Leads a person's browser to the page that a head shows of its cluster. The page listens on the head's own address alone;
 * who has the control token gets a ticket by {@code POST /ticket}, and a browser gets a session for a ticket, once.
 */
@ProviderType
public interface PageOperations {

    /** Where the page listens on the head's address. */
    int PORT = 6787;

    /** Where the owner of the control token, as a bearer, is answered {@code {"ticket": "..."}}. */
    String TICKET_PATH = "/ticket";

    /**
     * Keeps a port of this machine leading to the page, over SSH, until the calling thread is interrupted or the cluster is
     * gone; a lost connection is made again at the same port, also to a head that replaces a lost one.
     *
     * @param port on 127.0.0.1; empty for any that is free
     * @param ready hears the address to open in a browser, good for one opening; once more after each loss
     * @param progress hears of losses
     * @throws io.cloudtik.api.problem.PlatformException NOT_FOUND if the cluster is not up, CONFLICT if the port is taken,
     *     UNAVAILABLE if the head stays away for half an hour
     */
    void serve(Path file, OptionalInt port, Consumer<URI> ready, Progress progress) throws InterruptedException;
}
