package io.cloudtik.node.artifact;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.runtime.Download;
import io.cloudtik.node.system.AtomicFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Unpacks archives into the cache under their checksum, once for all containers of the machine. A folder is unpacked under
 * another name and renamed, so that where it is, it is whole.
 */
final class ArchiveInstaller {

    private final Path cache;
    private final DownloadInstaller downloads;
    private final FreeSpace space;

    ArchiveInstaller(Path cache, DownloadInstaller downloads, FreeSpace space) {
        this.cache = cache.resolve("unpacked");
        this.downloads = downloads;
        this.space = space;
    }

    /**
     * The folder; blocks while it is being fetched and unpacked.
     *
     * @throws PlatformException INVALID if what comes is not what was meant, UNAVAILABLE if it may succeed later
     */
    Path install(Download download, FetchProgress progress) {
        String key = download.checksum().hex();
        Path folder = cache.resolve(key);
        if (Files.isDirectory(folder)) {
            return folder;
        }
        try {
            CacheLock.holding(cache.resolve(key + ".lock"), progress, () -> {
                if (!Files.isDirectory(folder)) {
                    space.require(AtomicFiles.makeFolder(cache), download.name(), download.expectedSize());
                    boolean isHere = "file".equals(download.source().getScheme());
                    Path archive = isHere ? downloads.verified(download) : downloads.install(download, progress);
                    progress.phase("unpacking");
                    unpack(download, archive, folder);
                    if (!isHere) {
                        Files.deleteIfExists(archive);
                    }
                }
            });
            return folder;
        } catch (IOException e) {
            throw new PlatformException(
                    Kind.UNAVAILABLE, "cannot unpack '" + download.name() + "' in " + cache + ": " + e.getMessage(), e);
        }
    }

    private void unpack(Download download, Path archive, Path folder) throws IOException {
        Path temporary = folder.resolveSibling("." + folder.getFileName() + ".new");
        AtomicFiles.deleteTree(temporary);
        AtomicFiles.makeFolder(temporary);
        tar(download, archive, temporary);
        Files.move(onlyFolder(download, temporary), folder, StandardCopyOption.ATOMIC_MOVE);
        AtomicFiles.deleteTree(temporary);
    }

    /** -o: the files are ours, whoever packed them. */
    private static void tar(Download download, Path archive, Path target) throws IOException {
        Process tar = new ProcessBuilder(List.of("tar", "-xzo", "-f", archive.toString(), "-C", target.toString()))
                .redirectErrorStream(true)
                .start();
        try {
            String said = new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (tar.waitFor() != 0) {
                throw notUnpacked(download, said.substring(said.lastIndexOf('\n') + 1));
            }
        } catch (InterruptedException e) {
            tar.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new PlatformException(Kind.UNAVAILABLE, "interrupted while unpacking '" + download.name() + "'", e);
        }
    }

    private static Path onlyFolder(Download download, Path unpacked) throws IOException {
        try (Stream<Path> all = Files.list(unpacked)) {
            List<Path> entries = all.toList();
            if (entries.size() != 1 || !Files.isDirectory(entries.get(0))) {
                throw notUnpacked(download, "it holds " + entries.size() + " files and folders, and not one folder");
            }
            return entries.get(0);
        }
    }

    private static PlatformException notUnpacked(Download download, String why) {
        return new PlatformException(
                Kind.INVALID, "cannot unpack '" + download.name() + "' from " + download.source() + ": " + why);
    }
}
