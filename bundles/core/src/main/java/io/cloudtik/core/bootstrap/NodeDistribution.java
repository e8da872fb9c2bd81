package io.cloudtik.core.bootstrap;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The part of the distribution a node needs, known by the hash of what is in it. A head carries what its workers need too,
 * since they get it from there.
 *
 * @param hash 16 hex digits, by names and fingerprints of the files
 * @param files what is to be where: paths relative to the node's distribution, sorted, and the file each has its content of
 */
record NodeDistribution(String hash, SortedMap<String, Path> files) {

    private static final String LIST = ".bundles";
    /** The folder of each platform's own files is named as Go names the platform. */
    private static final Map<String, String> PLATFORMS = Map.of(
            "Linux x86_64", "linux-amd64",
            "Linux aarch64", "linux-arm64",
            "Darwin x86_64", "darwin-amd64",
            "Darwin arm64", "darwin-arm64");

    /**
     * The files of a distribution for nodes of the given roles, such as {@code head} and {@code worker}.
     *
     * @param roles named as the lists of bundles in {@code etc}
     * @param java an image of Java that is part of it
     */
    static NodeDistribution of(Path root, List<String> roles, Optional<Path> java) {
        SortedMap<String, Path> files = new TreeMap<>();
        addTree(root.resolve("bin"), "bin", files);
        addTree(root.resolve("etc"), "etc", files);
        addTree(root.resolve("lib"), "lib", files);
        if (!roles.contains("head")) {
            // Only a head runs the shared state's servers, and has the bundles of the command line.
            files.keySet().removeIf(file -> file.startsWith("lib/redis/") || file.startsWith("etc/client"));
        }
        for (String role : roles) {
            bundles(root, role + LIST).forEach(bundle -> files.put("bundles/" + bundle, root.resolve("bundles").resolve(bundle)));
        }
        java.ifPresent(image -> addTree(image, "java", files));
        return new NodeDistribution(hash(root, files), Collections.unmodifiableSortedMap(files));
    }

    /**
     * Those a machine has use for: of what is there for several platforms, only its own.
     *
     * @param platform as the machine tells it; of one that is not known all are sent
     */
    SortedMap<String, Path> filesFor(String platform) {
        String own = PLATFORMS.get(platform);
        if (own == null) {
            return files;
        }
        Set<String> foreign = new HashSet<>(PLATFORMS.values());
        foreign.remove(own);
        SortedMap<String, Path> fit = new TreeMap<>(files);
        fit.keySet().removeIf(file -> foreign.stream().anyMatch(other -> file.startsWith("lib/redis/" + other + "/")));
        return fit;
    }

    /** The bundles of a list, those of the lists it names among them. */
    private static List<String> bundles(Path root, String name) {
        Path list = root.resolve("etc").resolve(name);
        try (Stream<String> lines = Files.lines(list, StandardCharsets.UTF_8)) {
            return lines.map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .flatMap(line -> line.endsWith(LIST) ? bundles(root, line).stream() : Stream.of(line))
                    .toList();
        } catch (IOException e) {
            throw unreadable(list, e);
        }
    }

    private static void addTree(Path folder, String place, SortedMap<String, Path> files) {
        try (Stream<Path> tree = Files.walk(folder)) {
            tree.filter(Files::isRegularFile)
                    .forEach(file -> files.put(place + "/" + folder.relativize(file).toString().replace('\\', '/'), file));
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private static String hash(Path root, SortedMap<String, Path> files) {
        try {
            MessageDigest all = MessageDigest.getInstance("SHA-256");
            for (Map.Entry<String, Path> file : files.entrySet()) {
                all.update((file.getKey() + "\0" + Fingerprint.of(file.getValue()) + "\0").getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(all.digest(), 0, 8);
        } catch (IOException e) {
            throw unreadable(root, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static PlatformException unreadable(Path path, IOException cause) {
        return new PlatformException(Kind.INVALID, "the distribution is incomplete: " + path + " cannot be read", cause)
                .withRemedy("install it again");
    }
}
