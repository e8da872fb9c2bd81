package io.cloudtik.provider.local.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One hierarchy of control groups, as this process sees it. Version 1 has several, each with controllers of its own;
 * version 2 has one for all, and of some machines both are in use.
 *
 * <p>GroupPaths of node reads the same two files of the kernel. Bundles share nothing but the api, and these are no words of it.
 *
 * @param version 1 or 2
 * @param controllers those of ours that it has
 * @param top the highest group that can be seen
 * @param own the group of this process
 */
record Hierarchy(int version, Set<Controller> controllers, Path top, Path own) {

    private static final int ROOT = 3;
    private static final int MOUNT_POINT = 4;

    /** The hierarchies that control something of ours; none where there are no control groups. */
    static List<Hierarchy> read(Path proc) throws IOException {
        List<Hierarchy> found = new ArrayList<>();
        try {
            List<String> mounts = Files.readAllLines(proc.resolve("self/mountinfo"));
            for (String line : Files.readAllLines(proc.resolve("self/cgroup"))) {
                String[] fields = line.split(":", 3);
                found(fields, mounts).filter(hierarchy -> !hierarchy.controllers.isEmpty()).ifPresent(found::add);
            }
        } catch (NoSuchFileException noLinux) {
            return List.of();
        }
        return found;
    }

    /** @param fields number, controllers and path; for version 2 there are no controllers */
    private static Optional<Hierarchy> found(String[] fields, List<String> mounts) throws IOException {
        boolean isVersion1 = !fields[1].isEmpty();
        Set<String> names = Set.of(fields[1].split(","));
        for (String mount : mounts) {
            String[] words = mount.split(" ");
            int separator = Arrays.asList(words).indexOf("-");
            String type = words[separator + 1];
            if (isVersion1
                    ? type.equals("cgroup") && List.of(words[separator + 3].split(",")).containsAll(names)
                    : type.equals("cgroup2")) {
                Path top = Path.of(words[MOUNT_POINT]);
                Path own = below(top, words[ROOT], fields[2]);
                Set<Controller> controllers = controllers(isVersion1 ? names : offered(top));
                return Optional.of(new Hierarchy(isVersion1 ? 1 : 2, controllers, top, own));
            }
        }
        return Optional.empty();
    }

    /** A container may see a part of the hierarchy only, and of its own group the path outside or the one inside. */
    private static Path below(Path top, String root, String path) {
        Path group = Path.of(path);
        Path relative = group.startsWith(root) ? Path.of(root).relativize(group) : Path.of("/").relativize(group);
        Path own = top.resolve(relative.toString()).normalize();
        return own.startsWith(top) && Files.isDirectory(own) ? own : top;
    }

    private static Set<Controller> controllers(Set<String> names) {
        Set<Controller> known = EnumSet.noneOf(Controller.class);
        for (Controller controller : Controller.values()) {
            if (names.contains(controller.kernelName())) {
                known.add(controller);
            }
        }
        return known;
    }

    /**
     * The group below which a root's nodes get theirs, made if it is not there yet.
     *
     * @param name of that group; a process in a group below it makes no second one there
     * @throws IOException if this process may not make it
     */
    Path makeParent(String name) throws IOException {
        Path start = outside(name);
        return version == 1 ? Files.createDirectories(start.resolve(name)) : makeDivided(start, name);
    }

    /** The own group, or that outside of the root's nodes for a host that was started from within one. */
    private Path outside(String name) {
        for (Path group = own; !group.equals(top); group = group.getParent()) {
            if (group.getFileName().toString().equals(name)) {
                return group.getParent();
            }
        }
        return own;
    }

    boolean isOwnWithin(String name) {
        return !outside(name).equals(own);
    }

    /**
     * In version 2 a group that is divided holds no processes itself, so the next one above that is divided already, or can
     * be, is taken. One that belongs to others cannot be written and ends the search.
     */
    private Path makeDivided(Path start, String name) throws IOException {
        IOException obstacle = null;
        for (Path group = start; group.startsWith(top); group = group.getParent()) {
            try {
                divide(group);
                Path parent = Files.createDirectories(group.resolve(name));
                divide(parent);
                return parent;
            } catch (IOException e) {
                obstacle = obstacle == null ? e : obstacle;
            }
        }
        throw obstacle;
    }

    /** Whether groups below this one, made by {@link #makeParent}, have a controller: of version 2 they may have fewer. */
    boolean has(Controller controller, Path parent) throws IOException {
        return version == 1 || offered(parent).contains(controller.kernelName());
    }

    private void divide(Path group) throws IOException {
        Set<String> missing = controllers.stream().map(Controller::kernelName).collect(Collectors.toSet());
        missing.retainAll(offered(group));
        if (missing.isEmpty()) {
            throw new IOException("'" + group + "' has no controllers");
        }
        missing.removeAll(words(group.resolve("cgroup.subtree_control")));
        if (!missing.isEmpty()) {
            Files.writeString(
                    group.resolve("cgroup.subtree_control"),
                    missing.stream().sorted().map(name -> "+" + name).collect(Collectors.joining(" ")));
        }
    }

    private static Set<String> offered(Path group) throws IOException {
        return words(group.resolve("cgroup.controllers"));
    }

    private static Set<String> words(Path file) throws IOException {
        return Files.exists(file)
                ? Arrays.stream(Files.readString(file).strip().split("\\s+")).collect(Collectors.toSet())
                : Set.of();
    }
}
