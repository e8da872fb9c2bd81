package io.cloudtik.itest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The distribution under test. */
public record Distribution(Path folder) {

    /** The one the build has just made, or the one the system property {@code cloudtik.distribution} names. */
    public static Distribution built() {
        String place = System.getProperty("cloudtik.distribution", "../../distribution/target/cloudtik-0.1.0");
        Path folder = Path.of(place).toAbsolutePath().normalize();
        if (!Files.isExecutable(folder.resolve("bin/cloudtik"))) {
            throw new IllegalStateException(
                    "there is no distribution in " + folder + ": build it first, with mvn package");
        }
        return new Distribution(folder);
    }

    public Path bundles() {
        return folder.resolve("bundles");
    }

    public Path example(String name) {
        return folder.resolve("examples").resolve(name);
    }

    /** The jars a bundle list names, such as {@code client}. */
    public List<Path> bundleList(String name) {
        try (Stream<String> lines = Files.lines(folder.resolve("etc").resolve(name + ".bundles"))) {
            return lines.map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .flatMap(line -> line.endsWith(".bundles")
                            ? bundleList(line.substring(0, line.lastIndexOf('.'))).stream()
                            : Stream.of(bundles().resolve(line)))
                    .distinct()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All its files. */
    public List<Path> files() {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
