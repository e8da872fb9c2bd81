package io.cloudtik.node.plan;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds a Java of a wanted feature version among those of this machine. */
public final class JavaHomes {

    private static final Pattern RANGE = Pattern.compile("(\\d{1,3})(?:-(\\d{1,3}))?");
    private static final Pattern HOME_OF_A_VERSION = Pattern.compile("JAVA_?\\d+_HOME|JAVA_HOME_\\d+(_.*)?");
    private static final String MACOS_HOME = "Contents/Home";

    private final List<Path> named = new ArrayList<>();
    private final List<Path> folders;
    private final String lookedIn;

    /** @param running the home of the running Java, which is preferred */
    public JavaHomes(Path running, Map<String, String> environment, Path userHome) {
        this(
                running,
                environment,
                List.of(
                        Path.of("/usr/lib/jvm"),
                        Path.of("/Library/Java/JavaVirtualMachines"),
                        userHome.resolve(".sdkman/candidates/java")));
    }

    JavaHomes(Path running, Map<String, String> environment, List<Path> folders) {
        List<String> names = new ArrayList<>(List.of("CLOUDTIK_JAVA_HOME", "JAVA_HOME"));
        names.addAll(new TreeSet<>(environment.keySet()).stream()
                .filter(name -> HOME_OF_A_VERSION.matcher(name).matches())
                .toList());
        named.add(running);
        names.stream()
                .map(name -> environment.getOrDefault(name, ""))
                .filter(home -> !home.isEmpty())
                .forEach(home -> named.add(Path.of(home)));
        this.folders = List.copyOf(folders);
        lookedIn = running + ", " + String.join(", ", names) + " and in " + folders;
    }

    /**
     * The first home of a Java whose feature version is in the range, such as {@code 17-21} or {@code 17}.
     *
     * @throws PlatformException INVALID if there is none
     */
    public Path find(String range) {
        Matcher matcher = RANGE.matcher(range);
        if (!matcher.matches()) {
            throw new PlatformException(Kind.INVALID, "'" + range + "' is no range of Java versions; write 17 or 17-21");
        }
        int lowest = Integer.parseInt(matcher.group(1));
        int highest = matcher.group(2) == null ? lowest : Integer.parseInt(matcher.group(2));
        return candidates().stream()
                .filter(home -> feature(home).filter(feature -> lowest <= feature && feature <= highest).isPresent())
                .findFirst()
                .orElseThrow(() -> new PlatformException(
                                Kind.INVALID,
                                "needs a Java " + (lowest == highest ? "" + lowest : lowest + " to " + highest)
                                        + "; looked at " + lookedIn)
                        .withRemedy("install one, or let CLOUDTIK_JAVA_HOME name it"));
    }

    /** Looked up anew each time: what is missing today may be installed tomorrow. */
    private Set<Path> candidates() {
        Set<Path> candidates = new LinkedHashSet<>(named);
        folders.forEach(folder -> candidates.addAll(homesIn(folder)));
        return candidates;
    }

    private static Optional<Integer> feature(Path home) {
        Path release = home.resolve("release");
        if (!Files.isReadable(release) || !Files.isExecutable(home.resolve("bin/java"))) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(release)) {
            properties.load(reader);
        } catch (IOException e) {
            return Optional.empty();
        }
        String[] version = properties.getProperty("JAVA_VERSION", "").replace("\"", "").split("[.+_-]");
        try {
            int first = Integer.parseInt(version[0]);
            return Optional.of(first == 1 && version.length > 1 ? Integer.parseInt(version[1]) : first);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static List<Path> homesIn(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        Set<Path> homes = new TreeSet<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path home : all) {
                homes.add(Files.isDirectory(home.resolve(MACOS_HOME)) ? home.resolve(MACOS_HOME) : home);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look for Java in " + folder, e);
        }
        return List.copyOf(homes);
    }
}
