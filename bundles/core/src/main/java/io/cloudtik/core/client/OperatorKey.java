package io.cloudtik.core.client;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.problem.InvalidInputException;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.problem.Problem;
import io.cloudtik.api.problem.Problems;
import io.cloudtik.api.spi.exec.ExecutorFactory;
import io.cloudtik.core.files.NodePaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The key pair of the person who runs a cluster, where its file names one: nodes let its owner in, and CloudTik logs in with
 * it from this machine. It is read where it lies and copied nowhere; a head reaches its workers with a key of its own.
 */
record OperatorKey(Path privateKey, String publicKey) {

    private static final String PRIVATE = "ssh_private_key";
    private static final String PUBLIC = "ssh_public_key";
    private static final Set<PosixFilePermission> OF_ITS_OWNER =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    /**
     * Empty if the file names none.
     *
     * @param base the folder of the cluster's file, at which relative paths start
     * @param home in place of {@code ~}
     * @throws InvalidInputException with its place, if it cannot be used
     */
    static Optional<OperatorKey> read(ClusterSpec spec, Path base, Path home, ExecutorFactory executors) {
        return spec.auth().sshPrivateKey().map(text -> {
            Settings auth = spec.settings().section("auth");
            Path file = path(auth, PRIVATE, text, base, home);
            requirePrivate(auth, text, file);
            OperatorKey key = new OperatorKey(file, publicKey(auth, text, file, executors));
            auth.text(PUBLIC).ifPresent(other -> key.requireHalf(auth, other, path(auth, PUBLIC, other, base, home)));
            return key;
        });
    }

    private static String publicKey(Settings auth, String text, Path file, ExecutorFactory executors) {
        try {
            return executors.publicKey(file);
        } catch (PlatformException e) {
            throw refused(auth, PRIVATE, "'" + text + "' cannot be used to log in: " + e.getMessage(),
                    "name a key in OpenSSH or PEM form that has no passphrase, or leave it out: the cluster gets one of its own");
        }
    }

    private static Path path(Settings auth, String key, String text, Path base, Path home) {
        Path file;
        try {
            file = NodePaths.local(text, base, home);
        } catch (IllegalArgumentException e) {
            throw refused(auth, key, e.getMessage(), "");
        }
        if (!Files.isReadable(file) || !Files.isRegularFile(file)) {
            throw refused(auth, key, "there is no key '" + text + "' that can be read (" + file + ")",
                    "relative paths start at the folder of the file, ~ is your home; ssh-keygen makes keys");
        }
        return file;
    }

    /** As ssh itself asks for it. */
    private static void requirePrivate(Settings auth, String text, Path file) {
        try {
            if (!OF_ITS_OWNER.containsAll(Files.getPosixFilePermissions(file))) {
                throw refused(auth, PRIVATE, "others than you may read or write the key '" + text + "'", "chmod 600 " + file);
            }
        } catch (IOException e) {
            throw refused(auth, PRIVATE, "the key '" + text + "' cannot be looked at: " + e.getMessage(), "");
        }
    }

    private void requireHalf(Settings auth, String text, Path file) {
        try {
            if (!keyAlone(Files.readString(file)).equals(keyAlone(publicKey))) {
                throw refused(auth, PUBLIC, "'" + text + "' is not the public half of the key in ssh_private_key",
                        "leave it out: it is derived from the private key");
            }
        } catch (IOException e) {
            throw refused(auth, PUBLIC, "the key '" + text + "' cannot be read: " + e.getMessage(), "");
        }
    }

    /** Without its comment. */
    private static List<String> keyAlone(String text) {
        return Arrays.stream(text.strip().split("\\s+")).limit(2).toList();
    }

    /**
     * Nodes know the key they were made with and no other.
     *
     * @param before with which the cluster runs; empty if that is one of its own
     * @throws InvalidInputException if the file names another now
     */
    static void requireSame(ClusterSpec spec, Optional<OperatorKey> wanted, Optional<Path> before) {
        if (!wanted.map(OperatorKey::privateKey).equals(before)) {
            Settings place = wanted.isPresent() ? spec.settings().section("auth") : spec.settings();
            throw refused(place, wanted.isPresent() ? PRIVATE : "auth",
                    "cluster '" + spec.name() + "' runs with " + before.map(file -> "the key " + file).orElse("a key of its own")
                            + ", and its nodes know no other",
                    before.map(file -> "write ssh_private_key: " + file).orElse("leave ssh_private_key out")
                            + ", or take the cluster down before you change it: cloudtik stop <cluster.yaml>");
        }
    }

    private static InvalidInputException refused(Settings section, String key, String what, String remedy) {
        return new InvalidInputException(Problems.of(Problem.error(section.place(key), section.path(key), what, remedy)));
    }
}
