package io.cloudtik.api.spi.exec;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ConsumerType;

/** The terminal a person sits at, lent to a program on a node: keys go there as they are struck, without local echo. */
@ConsumerType
public interface Terminal {

    /**
     * How much fits on it, in characters.
     *
     * @throws IllegalArgumentException if there is less than one column or row
     */
    record Size(int columns, int rows) {

        public Size {
            if (columns < 1 || rows < 1) {
                throw new IllegalArgumentException("a terminal has no " + columns + " columns and " + rows + " rows");
            }
        }
    }

    /** Its kind, as in {@code TERM}: {@code xterm-256color}. */
    String type();

    Size size();

    /** What is typed, byte for byte. Its reads block; closing it ends one that waits within a second. */
    InputStream input();

    OutputStream output();

    /** Calls the listener, from any thread, each time the size has changed, until it is given another one. */
    void onResize(Consumer<Size> listener);
}
