package io.cloudtik.core.bootstrap;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The Java that nodes get of us, so that they need none of their own: a part of the Java that runs this command, linked by
 * its own {@code jlink} at first need, once for each Java, and kept in the cache. Spark's processes run on it too.
 */
public final class JavaImage {

    /** All of Java SE, and what Spark, Hadoop and Netty reach for beyond it. */
    private static final String MODULES = String.join(",", List.of(
            "java.se", "jdk.charsets", "jdk.crypto.cryptoki", "jdk.crypto.ec", "jdk.httpserver", "jdk.incubator.vector", "jdk.jcmd",
            "jdk.jfr", "jdk.localedata", "jdk.management", "jdk.management.agent", "jdk.naming.dns", "jdk.net", "jdk.nio.mapmode",
            "jdk.security.auth", "jdk.security.jgss", "jdk.unsupported", "jdk.xml.dom", "jdk.zipfs"));

    private static final List<String> OPTIONS = List.of(
            "--add-modules", MODULES, "--strip-debug", "--no-header-files", "--no-man-pages", "--compress=2",
            "--include-locales=en");
    private static final int LIMIT_MINUTES = 10;
    private static final int SHOWN_CHARACTERS = 2000;

    private final Path cache;
    private final Path javaHome;

    /** @param javaHome the Java an image is made of */
    public JavaImage(Path cache, Path javaHome) {
        this.cache = cache;
        this.javaHome = javaHome;
    }

    /**
     * The home of the image, made if it is not there; blocks for up to a minute then. Processes that make it at the same
     * time do not disturb each other.
     *
     * @throws PlatformException INVALID if this Java cannot be linked
     */
    public Path make(Consumer<String> activity) {
        Path jlink = javaHome.resolve("bin/jlink");
        if (!Files.isExecutable(jlink)) {
            throw cannotLink("the Java in " + javaHome + " has no jlink");
        }
        Path images = cache.resolve("java");
        Path image = images.resolve(key());
        if (Files.isDirectory(image)) {
            return image;
        }
        activity.accept("making an image of Java of " + javaHome);
        Path partial = images.resolve(key() + "." + ProcessHandle.current().pid());
        try {
            Files.createDirectories(images);
            delete(partial);
            run(Stream.concat(Stream.of(jlink.toString(), "--output", partial.toString()), OPTIONS.stream()).toList());
            // What every JVM shares of its own classes; a linked image comes without.
            run(List.of(partial.resolve("bin/java").toString(), "-Xshare:dump"));
            Files.writeString(partial.resolve("release"), platform(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return rename(partial, image);
        } catch (IOException e) {
            throw new PlatformException(Kind.UNAVAILABLE, "the image of Java cannot be kept in " + images + ": " + e, e);
        }
    }

    /** Lines for its release file, in the words of {@code uname}: not every jlink writes them, nor in these words. */
    private static String platform() {
        boolean mac = System.getProperty("os.name").startsWith("Mac");
        String processor = System.getProperty("os.arch").replace("amd64", "x86_64");
        return "\nOS_NAME=\"" + (mac ? "Darwin" : System.getProperty("os.name")) + "\"\nOS_ARCH=\""
                + (mac ? processor.replace("aarch64", "arm64") : processor) + "\"\n";
    }

    private String key() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(Files.readAllBytes(javaHome.resolve("release")));
            digest.update(javaHome.toRealPath().toString().getBytes(StandardCharsets.UTF_8));
            digest.update(OPTIONS.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (IOException e) {
            throw cannotLink("the Java in " + javaHome + " does not tell its version");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private void run(List<String> command) throws IOException {
        Path output = Files.createTempFile(cache.resolve("java"), "output-", ".txt");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        try {
            if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                throw new PlatformException(Kind.UNAVAILABLE, command.get(0) + " did not end within " + LIMIT_MINUTES + " minutes");
            }
            if (process.exitValue() != 0) {
                String said = Files.readString(output).strip();
                throw cannotLink("an image of the Java in " + javaHome + " cannot be made: "
                        + said.substring(0, Math.min(SHOWN_CHARACTERS, said.length())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException(Kind.UNAVAILABLE, "interrupted while making an image of Java", e);
        } finally {
            process.destroyForcibly();
            Files.deleteIfExists(output);
        }
    }

    private static Path rename(Path partial, Path image) throws IOException {
        try {
            Files.move(partial, image, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.isDirectory(image)) {
                throw e;
            }
            // Another process was quicker, with the same content.
            delete(partial);
        }
        return image;
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> tree = Files.walk(folder)) {
            all = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }

    private static PlatformException cannotLink(String why) {
        return new PlatformException(Kind.INVALID, why + "; java: bundled needs a JDK with jlink and its modules")
                .withRemedy("run cloudtik with a full JDK 17 (CLOUDTIK_JAVA_HOME names it), or write java: system");
    }
}
