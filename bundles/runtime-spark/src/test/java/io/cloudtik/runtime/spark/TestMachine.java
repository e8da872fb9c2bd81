package io.cloudtik.runtime.spark;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the test takes from the machine it runs on: a Java that Spark runs on, free addresses, Spark's jars. */
final class TestMachine {

    private static final List<String> NOT_SPARK =
            List.of("/cloudtik-", "/org/junit/", "/org/assertj/", "/org/opentest4j/", "/surefire/");

    private TestMachine() {}

    /** The home of a Java 17 or 21: that of the build itself, or one beside it. */
    static Optional<Path> java() throws IOException {
        Path own = Path.of(System.getProperty("java.home"));
        try (Stream<Path> beside = Files.list(own.getParent())) {
            return Stream.concat(Stream.of(own), beside.sorted()).filter(TestMachine::runsSpark).findFirst();
        }
    }

    static boolean hasPython() throws IOException, InterruptedException {
        return new ProcessBuilder("sh", "-c", "command -v python3 >/dev/null").start().waitFor() == 0;
    }

    /** The first loopback network of this test whose first addresses have these ports free. */
    static String freeNetwork(int... ports) {
        return IntStream.range(0, 100)
                .mapToObj(attempt -> "127.88." + (1 + (ProcessHandle.current().pid() + attempt) % 250) + ".")
                .filter(network -> Arrays.stream(ports).allMatch(port -> isFree(network + 1, port) && isFree(network + 2, port)))
                .findFirst()
                .orElseThrow();
    }

    /**
     * A folder with links to the jars of Spark that are on this test's class path. It stays: JUnit warns of each link out
     * of a temporary folder.
     */
    static Path sparkJars() throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "spark-jars").toAbsolutePath());
        Predicate<String> isSpark = jar -> jar.endsWith(".jar") && NOT_SPARK.stream().noneMatch(jar::contains);
        for (String jar : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (isSpark.test(jar)) {
                Path link = folder.resolve(Path.of(jar).getFileName());
                Files.deleteIfExists(link);
                Files.createSymbolicLink(link, Path.of(jar));
            }
        }
        return folder;
    }

    private static boolean runsSpark(Path home) {
        Path release = home.resolve("release");
        try {
            return Files.isReadable(release)
                    && Files.isExecutable(home.resolve("bin/java"))
                    && Files.readAllLines(release).stream().anyMatch(line -> line.matches("JAVA_VERSION=\"(17|21)\\b.*"));
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isFree(String address, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
