package io.cloudtik.core.bootstrap;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The part of the distribution a node needs, known by the hash of its content. A head carries what its workers need too,
 * since they get it from there.
 *
 * @param hash 16 hex digits of the content's SHA-256
 * @param files relative paths, sorted
 */
record NodeDistribution(Path root, String hash, List<String> files) {

    /** The files of a distribution for nodes of the given roles, such as {@code head} and {@code worker}. */
    static NodeDistribution of(Path root, List<String> roles) {
        Set<String> files = new TreeSet<>();
        addTree(root, "bin", files);
        addTree(root, "etc", files);
        addTree(root, "lib", files);
        if (!roles.contains("head")) {
            // Only a head runs the shared state's servers.
            files.removeIf(file -> file.startsWith("lib/redis/"));
        }
        for (String role : roles) {
            bundles(root, role).forEach(bundle -> files.add("bundles/" + bundle));
        }
        return new NodeDistribution(root, hash(root, files), List.copyOf(files));
    }

    private static List<String> bundles(Path root, String role) {
        Path list = root.resolve("etc").resolve(role + ".bundles");
        try (Stream<String> lines = Files.lines(list, StandardCharsets.UTF_8)) {
            return lines.map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#")).toList();
        } catch (IOException e) {
            throw unreadable(list, e);
        }
    }

    private static void addTree(Path root, String folder, Set<String> files) {
        try (Stream<Path> tree = Files.walk(root.resolve(folder))) {
            tree.filter(Files::isRegularFile)
                    .forEach(file -> files.add(root.relativize(file).toString().replace('\\', '/')));
        } catch (IOException e) {
            throw unreadable(root.resolve(folder), e);
        }
    }

    private static String hash(Path root, Set<String> files) {
        try {
            MessageDigest all = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (String file : files) {
                all.update(file.getBytes(StandardCharsets.UTF_8));
                try (InputStream in = new DigestInputStream(Files.newInputStream(root.resolve(file)), all)) {
                    while (in.read(buffer) >= 0) {
                        // Reading feeds the digest.
                    }
                }
            }
            return HexFormat.of().formatHex(all.digest(), 0, 8);
        } catch (IOException e) {
            throw unreadable(root, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    boolean isExecutable(String file) {
        return Files.isExecutable(root.resolve(file));
    }

    private static PlatformException unreadable(Path path, IOException cause) {
        return new PlatformException(Kind.INVALID, "the distribution is incomplete: " + path + " cannot be read", cause)
                .withRemedy("install it again");
    }
}
