package io.cloudtik.node.artifact;

import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.runtime.Download;
import io.cloudtik.node.system.AtomicFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Fetches single files into the cache under their hash. What a cut fetch left is continued where the server can; the file
 * gets its name only after its hash was found right.
 */
final class DownloadInstaller {

    private static final int CONNECT_MILLIS = 10_000;
    private static final int READ_MILLIS = 60_000;
    private static final int CHUNK = 1 << 16;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final Path cache;
    private final FreeSpace space;

    DownloadInstaller(Path cache, FreeSpace space) {
        this.cache = cache;
        this.space = space;
    }

    /**
     * The file; blocks while it is being fetched.
     *
     * @throws PlatformException INVALID if what comes does not have the hash, UNAVAILABLE if it may succeed later
     */
    Path install(Download download, FetchProgress progress) {
        String hash = download.checksum().hex();
        Path folder = cache.resolve(download.checksum().algorithm().toString());
        Path file = folder.resolve(hash);
        if (Files.exists(file)) {
            return file;
        }
        try {
            CacheLock.holding(folder.resolve(hash + ".lock"), progress, () -> {
                if (!Files.exists(file)) {
                    progress.phase("fetching");
                    Path part = folder.resolve(hash + ".part");
                    fetch(download, part, progress);
                    String found = Digests.of(part, download.checksum().algorithm());
                    if (!found.equals(hash)) {
                        Files.delete(part);
                        throw refused(download, found);
                    }
                    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
                }
            });
            return file;
        } catch (IOException e) {
            throw new PlatformException(
                    Kind.UNAVAILABLE, "cannot fetch '" + download.name() + "' from " + download.source() + ": " + e.getMessage(), e);
        }
    }

    /**
     * A file that the node has already, where it is.
     *
     * @throws PlatformException as {@link #install}
     */
    Path verified(Download download) throws IOException {
        Path file = Path.of(download.source());
        if (!Files.isReadable(file)) {
            throw new PlatformException(
                    Kind.UNAVAILABLE, "cannot fetch '" + download.name() + "': this node has no file " + file + " that it may read");
        }
        String found = Digests.of(file, download.checksum().algorithm());
        if (!found.equals(download.checksum().hex())) {
            throw refused(download, found);
        }
        return file;
    }

    private void fetch(Download download, Path part, FetchProgress progress) throws IOException {
        Path folder = AtomicFiles.makeFolder(part.getParent());
        long have = Files.exists(part) ? Files.size(part) : 0;
        long missing = Math.max(0, download.expectedSize().bytes() - have);
        space.require(folder, download.name(), new DataSize(missing));
        URLConnection connection = download.source().toURL().openConnection();
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(READ_MILLIS);
        if (have > 0) {
            connection.setRequestProperty("Range", "bytes=" + have + "-");
        }
        boolean continues = false;
        if (connection instanceof HttpURLConnection http) {
            int status = http.getResponseCode();
            if (status == RANGE_NOT_SATISFIABLE) {
                // All of it is there already, or it is another file; the hash will tell.
                http.disconnect();
                return;
            }
            if (status / 100 != 2) {
                throw answered(download, status);
            }
            continues = status == HttpURLConnection.HTTP_PARTIAL;
        }
        if (continues) {
            progress.addBytes(have);
        } else {
            Files.deleteIfExists(part);
        }
        copy(connection, part, progress);
    }

    private static void copy(URLConnection connection, Path part, FetchProgress progress) throws IOException {
        long announced = connection.getContentLengthLong();
        long received = 0;
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = connection.getInputStream();
                OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                out.write(chunk, 0, read);
                received += read;
                progress.addBytes(read);
            }
        }
        if (announced >= 0 && received < announced) {
            throw new IOException("the connection was cut after " + received + " of " + announced + " bytes");
        }
    }

    private static PlatformException refused(Download download, String found) {
        return new PlatformException(
                Kind.INVALID,
                "refused '" + download.name() + "' from " + download.source() + ": its " + download.checksum().algorithm()
                        + " is " + found + ", not " + download.checksum().hex());
    }

    private static PlatformException answered(Download download, int status) {
        Kind kind = switch (status) {
            case HttpURLConnection.HTTP_UNAUTHORIZED -> Kind.UNAUTHORIZED;
            case HttpURLConnection.HTTP_FORBIDDEN -> Kind.DENIED;
            case HttpURLConnection.HTTP_NOT_FOUND, HttpURLConnection.HTTP_GONE -> Kind.INVALID;
            default -> Kind.UNAVAILABLE;
        };
        return new PlatformException(
                kind, "cannot fetch '" + download.name() + "': " + download.source() + " answered " + status);
    }
}
