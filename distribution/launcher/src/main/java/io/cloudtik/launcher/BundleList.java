package io.cloudtik.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The bundles a container starts: files below {@code bundles/}, named one a line in {@code etc/*.bundles}; {@code #} begins
 * a comment, and a line that names another list stands for all of that list.
 */
record BundleList(List<Path> jars) {

    private static final String SUFFIX = ".bundles";

    BundleList {
        jars = List.copyOf(jars);
    }

    static BundleList read(Path distribution, String name) throws LaunchFailure {
        Set<Path> jars = new LinkedHashSet<>();
        addAll(distribution, name + SUFFIX, jars);
        return new BundleList(List.copyOf(jars));
    }

    /** The list of its own that a verb has, or else the role's. */
    static BundleList read(Path distribution, String role, String verb) throws LaunchFailure {
        String own = role + "-" + verb;
        boolean plainName = verb.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-');
        return plainName && Files.exists(distribution.resolve("etc").resolve(own + SUFFIX))
                ? read(distribution, own)
                : read(distribution, role);
    }

    private static void addAll(Path distribution, String list, Set<Path> jars) throws LaunchFailure {
        Path file = distribution.resolve("etc").resolve(list);
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new LaunchFailure("the bundle list " + file + " cannot be read: " + e, e);
        }
        for (int i = 0; i < lines.size(); i++) {
            String entry = lines.get(i).replaceFirst("#.*", "").strip();
            if (entry.endsWith(SUFFIX)) {
                addAll(distribution, entry, jars);
            } else if (!entry.isEmpty()) {
                Path jar = distribution.resolve("bundles").resolve(entry);
                if (!Files.isRegularFile(jar)) {
                    throw new LaunchFailure(file + ":" + (i + 1) + ": there is no bundle " + jar);
                }
                jars.add(jar);
            }
        }
    }

    boolean has(String name) {
        return jars.stream().anyMatch(jar -> jar.getFileName().toString().equals(name));
    }
}
