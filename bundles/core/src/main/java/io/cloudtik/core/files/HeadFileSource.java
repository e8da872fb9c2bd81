package io.cloudtik.core.files;

import io.cloudtik.api.model.cluster.FileSync;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The user's files as the head has them, for its workers. Which of them came from the client is written in the manifest that
 * the client left; they are read where they lie, so nothing is kept twice.
 */
public final class HeadFileSource {

    private static final Logger log = LoggerFactory.getLogger(HeadFileSource.class);

    /** Relative to the container's home. */
    public static final String MANIFEST = "files.manifest";

    private final Path home;
    private final Path manifest;
    private final ContentHashes hashes = new ContentHashes();

    /**
     * @param home the login user's
     * @param platform the container's home
     */
    public HeadFileSource(Path home, Path platform) {
        this.home = home;
        this.manifest = platform.resolve(MANIFEST);
    }

    /** The digest of what the client has put on the head; empty if that was nothing. */
    public String digest() {
        return lines().stream().findFirst().orElse("");
    }

    /** What workers get that is not known by {@link #digest}: a hash of it. */
    public String synced(FileSync sync) {
        return FileSet.of(sync.continuously() ? all(sync) : read(sync.clusterSynced(), sync)).digest();
    }

    /** Everything a worker gets. */
    public FileSet files(FileSync sync) {
        return FileSet.of(all(sync));
    }

    private List<SourceFile> all(FileSync sync) {
        List<SourceFile> files = new ArrayList<>();
        if (sync.continuously()) {
            files.addAll(read(List.copyOf(sync.mounts().keySet()), sync));
        } else {
            files.addAll(fromManifest());
        }
        files.addAll(read(sync.clusterSynced(), sync));
        return files;
    }

    private List<SourceFile> read(List<String> paths, FileSync sync) {
        List<SourceFile> files = new ArrayList<>();
        for (String path : paths) {
            try {
                String target = NodePaths.target(path);
                files.addAll(FileScan.of(home.resolve(target), target, FileRules.of(sync), hashes));
            } catch (NoSuchFileException e) {
                log.debug("{} is not on the head", path);
            } catch (IOException | IllegalArgumentException e) {
                throw new PlatformException(Kind.INVALID, path + " of the head cannot be given to workers: " + e.getMessage(), e);
            }
        }
        return files;
    }

    /** Those that are still there. */
    private List<SourceFile> fromManifest() {
        List<SourceFile> files = new ArrayList<>();
        for (String line : lines().stream().skip(1).toList()) {
            String[] words = line.split(" ", 3);
            Path source = home.resolve(words[2]);
            int mode = Integer.parseInt(words[0], 8);
            try {
                if (words[1].equals("-") ? Files.isDirectory(source) : Files.isRegularFile(source)) {
                    files.add(new SourceFile(source, words[2], mode, words[1].equals("-") ? "" : hashes.sha256(source)));
                }
            } catch (IOException e) {
                throw new PlatformException(Kind.UNAVAILABLE, source + " cannot be read: " + e.getMessage(), e);
            }
        }
        return files;
    }

    private List<String> lines() {
        try {
            return Files.exists(manifest) ? Files.readAllLines(manifest) : List.of();
        } catch (IOException e) {
            throw new PlatformException(Kind.UNAVAILABLE, manifest + " cannot be read: " + e.getMessage(), e);
        }
    }
}
