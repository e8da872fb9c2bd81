package io.cloudtik.executor.ssh;

import java.io.Closeable;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes what there is nothing more to expect from. Not by try-with-resources: sshj throws the same exception again when
 * something broken is closed, and Java refuses to suppress an exception by itself.
 */
final class Quietly {

    private static final Logger LOG = LoggerFactory.getLogger(Quietly.class);

    private Quietly() {}

    static void close(Closeable open) {
        try {
            open.close();
        } catch (IOException e) {
            LOG.debug("closing {}: {}", open, e.toString());
        }
    }
}
