package io.cloudtik.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The framework's folder, private to this process so that two commands never lock each other out, and gone with it.
 * What a killed process left is swept by the next one: the framework's own file lock tells whether it lives.
 */
final class FrameworkCache implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(FrameworkCache.class);
    private static final String PREFIX = "felix-";
    /** Between making its folder and locking it a starting process looks dead. */
    private static final Duration TOO_YOUNG_TO_SWEEP = Duration.ofMinutes(1);

    private final Path folder;

    private FrameworkCache(Path folder) {
        this.folder = folder;
    }

    static FrameworkCache in(Path parent) throws LaunchFailure {
        try {
            sweep(parent);
            return new FrameworkCache(make(parent));
        } catch (IOException e) {
            throw new LaunchFailure("no folder for the framework can be made in " + parent + ": " + e, e);
        }
    }

    /** Named by process and time: a name by chance would have Java start its random number generators, which takes a while. */
    private static Path make(Path parent) throws IOException {
        Path folder = parent.resolve(PREFIX + ProcessHandle.current().pid() + "-" + System.nanoTime());
        OwnFolder.make(folder);
        return folder;
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() {
        delete(folder);
    }

    private static void sweep(Path parent) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path candidate : left) {
                if (isAbandoned(candidate)) {
                    delete(candidate);
                }
            }
        }
    }

    private static boolean isAbandoned(Path candidate) {
        Path lockFile = candidate.resolve("cache.lock");
        try {
            Instant made = Files.getLastModifiedTime(candidate).toInstant();
            if (made.isAfter(Instant.now().minus(TOO_YOUNG_TO_SWEEP))) {
                return false;
            }
            if (!Files.exists(lockFile)) {
                return true;
            }
            try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
                    FileLock lock = channel.tryLock()) {
                return lock != null && lock.isValid();
            }
        } catch (IOException e) {
            log.debug("{} stays: {}", candidate, e.toString());
            return false;
        }
    }

    private static void delete(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, IOException e) throws IOException {
                    Files.deleteIfExists(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            log.debug("{} is left for the next process to sweep: {}", folder, e.toString());
        }
    }
}
