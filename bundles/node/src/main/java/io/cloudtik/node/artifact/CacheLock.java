package io.cloudtik.node.artifact;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.node.system.AtomicFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * A lock between all containers of a machine. The system frees it when its holder dies. The file stays: were it deleted,
 * two could hold locks on two files of the same name.
 */
final class CacheLock {

    private static final Duration ASK_AGAIN = Duration.ofMillis(200);

    /** What is done under the lock. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    private CacheLock() {}

    /**
     * Waits until the lock is free and works under it. It asks again and again instead of blocking, so that an interrupt
     * ends the wait and the lock works between threads of one process too.
     */
    static void holding(Path file, FetchProgress progress, Work work) throws IOException {
        AtomicFiles.makeFolder(file.getParent());
        // Closing the channel frees the lock.
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            while (!isTaken(channel)) {
                progress.phase("waiting for another node of this machine that is fetching");
                LockSupport.parkNanos(ASK_AGAIN.toNanos());
                if (Thread.currentThread().isInterrupted()) {
                    throw new PlatformException(Kind.UNAVAILABLE, "interrupted while waiting for the lock " + file);
                }
            }
            work.run();
        }
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // Another thread of this process holds it.
            return false;
        }
    }
}
