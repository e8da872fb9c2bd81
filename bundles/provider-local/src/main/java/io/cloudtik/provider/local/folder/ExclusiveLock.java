package io.cloudtik.provider.local.folder;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** A lock among the threads of this process and among processes. The system frees it when its holder dies. */
public final class ExclusiveLock implements AutoCloseable {

    /**
     * The turns of this process's own threads. They belong to the process and so must this map: closing any channel of a
     * file frees the process's lock on it, so only one thread may have it open.
     */
    private static final Map<Path, Semaphore> TURNS = new ConcurrentHashMap<>();

    private static final long POLL = Duration.ofMillis(5).toNanos();

    private final Semaphore turn;
    private final FileChannel channel;

    private ExclusiveLock(Semaphore turn, FileChannel channel) {
        this.turn = turn;
        this.channel = channel;
    }

    /** @throws TimeoutException if somebody else held it all the time */
    public static ExclusiveLock acquire(Path file, Duration patience) throws IOException, InterruptedException, TimeoutException {
        long deadline = System.nanoTime() + patience.toNanos();
        DurableFiles.createPrivateFolder(file.getParent());
        Semaphore turn = TURNS.computeIfAbsent(file.toAbsolutePath().normalize(), key -> new Semaphore(1, true));
        if (!turn.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            throw heldByOthers(file, patience);
        }
        try {
            return new ExclusiveLock(turn, openLocked(file, patience, deadline));
        } catch (IOException | InterruptedException | TimeoutException failure) {
            turn.release();
            throw failure;
        }
    }

    private static FileChannel openLocked(Path file, Duration patience, long deadline)
            throws IOException, InterruptedException, TimeoutException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            while (!locked) {
                locked = channel.tryLock() != null;
                if (!locked && System.nanoTime() - deadline > 0) {
                    throw heldByOthers(file, patience);
                }
                if (!locked) {
                    LockSupport.parkNanos(POLL);
                    if (Thread.interrupted()) {
                        throw new InterruptedException();
                    }
                }
            }
            return channel;
        } finally {
            if (!locked) {
                channel.close();
            }
        }
    }

    private static TimeoutException heldByOthers(Path file, Duration patience) {
        return new TimeoutException("'" + file + "' was locked by somebody else for " + patience.toSeconds() + " s");
    }

    /** Frees the lock. */
    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            turn.release();
        }
    }
}
