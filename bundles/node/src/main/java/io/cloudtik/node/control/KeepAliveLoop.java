package io.cloudtik.node.control;

import io.cloudtik.node.system.ProcessIdentity;
import io.cloudtik.node.system.ProcessTable;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop of {@code cloudtik-container} that starts this container again when it dies. The two look after each other: if
 * the loop was killed, the container starts another one, which watches it. A container that was not started by a loop, but
 * by systemd say, has none and gets none. Not thread-safe.
 */
final class KeepAliveLoop {

    private static final Logger LOG = LoggerFactory.getLogger(KeepAliveLoop.class);

    private static final int LONGEST_PAUSE = 256;

    /**
     * Who wrote the file last, and when: a pid may be given to a stranger later.
     *
     * @param process empty if nobody of this pid ran when the file was first read
     */
    private record Claim(long pid, FileTime written, Optional<ProcessIdentity> process) {}

    private final Path pidFile;
    private final List<String> start;
    private final ProcessTable processes;
    private boolean hasOne;
    private Optional<Claim> claim = Optional.empty();
    private Optional<Process> starting = Optional.empty();
    /** How many looks pass before the next try, after one that did not help; doubles with each. */
    private int pause;
    private int looksToSkip;
    private volatile int restarts;

    /**
     * @param pidFile where a loop says which process it is
     * @param start the command that starts one if there is none, and does nothing if there is
     */
    KeepAliveLoop(Path pidFile, List<String> start, ProcessTable processes) {
        this.pidFile = pidFile;
        this.start = List.copyOf(start);
        this.processes = processes;
    }

    /** How often it had to be started again. */
    int restarts() {
        return restarts;
    }

    /** Looks once, and does what follows. */
    void look() {
        if (runs()) {
            hasOne = true;
            pause = 0;
            looksToSkip = 0;
            return;
        }
        if (!hasOne || starting.filter(Process::isAlive).isPresent() || looksToSkip-- > 0) {
            return;
        }
        looksToSkip = pause;
        pause = Math.min(LONGEST_PAUSE, Math.max(1, pause * 2));
        LOG.warn("the loop that keeps this container alive is gone; it is started again");
        try {
            starting = Optional.of(new ProcessBuilder(start)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
            restarts++;
        } catch (IOException e) {
            LOG.warn("nobody starts this container again if it dies now: {}", e.getMessage());
        }
    }

    private boolean runs() {
        readClaim();
        return claim.flatMap(Claim::process).filter(processes::isRunning).isPresent();
    }

    private void readClaim() {
        try {
            FileTime written = Files.getLastModifiedTime(pidFile);
            long pid = Long.parseLong(Files.readString(pidFile, StandardCharsets.US_ASCII).strip());
            if (claim.filter(known -> known.pid() == pid && known.written().equals(written)).isEmpty()) {
                claim = Optional.of(new Claim(pid, written, processes.find(pid)));
            }
        } catch (IOException | NumberFormatException e) {
            claim = Optional.empty();
        }
    }
}
