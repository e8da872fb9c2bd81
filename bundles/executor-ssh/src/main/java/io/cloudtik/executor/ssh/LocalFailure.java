package io.cloudtik.executor.ssh;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** A file of this machine could not be written: trying the node again mends nothing. */
final class LocalFailure extends IOException {

    private static final long serialVersionUID = 1;

    private LocalFailure(Path file, IOException cause) {
        super("'" + file + "' cannot be written here: " + cause.getMessage());
        addSuppressed(cause);
    }

    /** Tells failures of a local file from those of the connection that it is filled from. */
    static final class Writing extends OutputStream {

        private final Path file;
        private final OutputStream out;

        Writing(Path file, OutputStream out) {
            this.file = file;
            this.out = out;
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            try {
                out.write(bytes, from, length);
            } catch (IOException e) {
                throw new LocalFailure(file, e);
            }
        }
    }
}
