package io.cloudtik.executor.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of hosts seen before, in OpenSSH's {@code known_hosts} form. The first key of a host is recorded; another one
 * later is refused until somebody removes the line. Many threads and processes may use one file at once.
 */
final class KnownHosts implements HostKeyPolicy {

    private static final Logger LOG = LoggerFactory.getLogger(KnownHosts.class);

    /** A file lock is held by the whole process, so its threads take turns here. */
    private static final Object TURN = new Object();

    private final Path file;

    KnownHosts(Path file) {
        this.file = file.toAbsolutePath();
    }

    @Override
    public List<HostKey> expected(String host, int port) {
        return keysIn(lines(), name(host, port));
    }

    @Override
    public void check(String host, int port, HostKey presented) {
        List<HostKey> known = expected(host, port);
        if (known.isEmpty()) {
            known = recordFirst(host, port, presented);
        }
        if (!known.contains(presented)) {
            throw new PlatformException(
                            Kind.DENIED,
                            "the host key of " + host + ":" + port + " is " + presented.fingerprint() + ", but "
                                    + known.stream().map(HostKey::fingerprint).collect(Collectors.joining(", "))
                                    + " was recorded in " + file)
                    .withRemedy("Somebody else may answer at this address. If the host was made anew on purpose, run: "
                            + "ssh-keygen -f '" + file + "' -R '" + name(host, port) + "'");
        }
    }

    /** The keys known after it: another process may have been first. */
    private List<HostKey> recordFirst(String host, int port, HostKey presented) {
        synchronized (TURN) {
            try {
                PrivateFiles.createFolders(file.getParent());
                Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
                try (FileChannel channel = FileChannel.open(
                                lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                        FileLock lock = channel.lock()) {
                    LOG.debug("holding {}", lock);
                    return recordIfStillFirst(host, port, presented);
                }
            } catch (IOException e) {
                throw new PlatformException(Kind.INVALID, "cannot record a host key in " + file + ": " + e, e);
            }
        }
    }

    private List<HostKey> recordIfStillFirst(String host, int port, HostKey presented) throws IOException {
        List<String> lines = lines();
        List<HostKey> known = keysIn(lines, name(host, port));
        if (!known.isEmpty()) {
            return known;
        }
        List<String> grown = new ArrayList<>(lines);
        grown.add(name(host, port) + " " + presented);
        PrivateFiles.replace(file, (String.join("\n", grown) + "\n").getBytes(UTF_8));
        LOG.info("trusting {}:{} on first use, with host key {}", host, port, presented.fingerprint());
        return List.of(presented);
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new PlatformException(Kind.INVALID, "cannot read the known hosts in " + file + ": " + e, e);
        }
    }

    private List<HostKey> keysIn(List<String> lines, String name) {
        try {
            return lines.stream()
                    .map(line -> line.strip().split("\\s+", 2))
                    .filter(words -> words.length == 2 && List.of(words[0].split(",")).contains(name))
                    .map(words -> HostKey.parse(words[1]))
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new PlatformException(
                    Kind.INVALID, "the line of " + name + " in " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static String name(String host, int port) {
        return port == 22 ? host : "[" + host + "]:" + port;
    }
}
