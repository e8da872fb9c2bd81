package io.cloudtik.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The bundles a container starts: files below {@code bundles/}, named one a line in {@code etc/*.bundles}; {@code #} begins a comment. */
record BundleList(List<Path> jars) {

    BundleList {
        jars = List.copyOf(jars);
    }

    static BundleList read(Path distribution, String name) throws LaunchFailure {
        Path file = distribution.resolve("etc").resolve(name + ".bundles");
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new LaunchFailure("the bundle list " + file + " cannot be read: " + e, e);
        }
        List<Path> jars = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String jar = lines.get(i).replaceFirst("#.*", "").strip();
            if (jar.isEmpty()) {
                continue;
            }
            Path path = distribution.resolve("bundles").resolve(jar);
            if (!Files.isRegularFile(path)) {
                throw new LaunchFailure(file + ":" + (i + 1) + ": there is no bundle " + path);
            }
            jars.add(path);
        }
        return new BundleList(jars);
    }

    /** What a verb needs beyond its role's bundles; nothing for most. */
    static BundleList readExtra(Path distribution, String role, String verb) throws LaunchFailure {
        String name = role + "-" + verb;
        boolean plainName = verb.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-');
        return plainName && Files.exists(distribution.resolve("etc").resolve(name + ".bundles"))
                ? read(distribution, name)
                : new BundleList(List.of());
    }

    BundleList and(BundleList others) {
        List<Path> all = new ArrayList<>(jars);
        others.jars.stream().filter(jar -> !all.contains(jar)).forEach(all::add);
        return new BundleList(all);
    }
}
