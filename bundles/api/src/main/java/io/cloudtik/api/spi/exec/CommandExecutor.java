package io.cloudtik.api.spi.exec;

import java.nio.file.Path;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Runs commands and moves files on one node. Remote paths are relative to the login user's home; absolute ones mean what
 * they say for commands but not for transfers, and are refused there.
 *
 * <p>Thread-safe: several commands may run at once. Failures are
 * {@link io.cloudtik.api.problem.PlatformException}: UNAVAILABLE (not reachable, nothing happened), UNKNOWN (the
 * connection was lost while a command ran), UNAUTHORIZED, DENIED (a host key that differs from the pinned one), INVALID.
 */
@ConsumerType
public interface CommandExecutor extends AutoCloseable {

    /** Runs a command to its end. A non-zero exit code is a result, not a failure. */
    default CommandResult run(Command command) {
        KeptOutput output = new KeptOutput();
        int exitCode = stream(command, output);
        return output.after(exitCode);
    }

    /** Runs a command and hands its output on as it comes; returns the exit code. */
    int stream(Command command, OutputSink sink);

    /**
     * Puts a file in place: written beside it, checked by size, renamed. A reader sees the old file or the new one.
     * Missing parent folders are made with mode 0700.
     *
     * @param mode permission bits, such as {@code 0600}
     */
    void upload(byte[] content, String remotePath, int mode);

    /** The same for a local file of any size. */
    void upload(Path file, String remotePath, int mode);

    /** Fetches a file; the local one is complete or not there. */
    void download(String remotePath, Path file);

    /**
     * Forwards connections to a fresh port on 127.0.0.1 of this machine to a port as seen from the node, until closed.
     */
    Tunnel forward(String host, int port);

    /** Terminals and more ways to ports; empty if this executor has none. */
    default Optional<InteractiveAccess> interactive() {
        return Optional.empty();
    }

    @Override
    void close();
}
