package io.cloudtik.node.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The control groups this process is in, its own first and the one around all last: its own in a hierarchy of version 1,
 * or in that of version 2, where that has the controller.
 *
 * <p>Hierarchy of provider-local reads the same two files of the kernel. Bundles share nothing but the api, and these are no words of it.
 *
 * @param version 1 or 2
 * @param folders empty where there is no such controller
 */
record GroupPaths(int version, List<Path> folders) {

    private static final int ROOT = 3;
    private static final int MOUNT_POINT = 4;

    /** @param controller such as {@code memory} */
    static GroupPaths of(Path proc, String controller) throws IOException {
        List<String> mounts = lines(proc.resolve("self/mountinfo"));
        GroupPaths unified = new GroupPaths(2, List.of());
        for (String line : lines(proc.resolve("self/cgroup"))) {
            String[] group = line.split(":", 3);
            if (Arrays.asList(group[1].split(",")).contains(controller)) {
                return new GroupPaths(1, find(mounts, "cgroup", Set.of(group[1].split(",")), group[2]));
            }
            if (group[1].isEmpty()) {
                unified = new GroupPaths(2, find(mounts, "cgroup2", Set.of(), group[2]));
            }
        }
        return unified;
    }

    private static List<Path> find(List<String> mounts, String type, Set<String> options, String group) {
        for (String mount : mounts) {
            String[] words = mount.split(" ");
            int separator = Arrays.asList(words).indexOf("-");
            if (words[separator + 1].equals(type) && List.of(words[separator + 3].split(",")).containsAll(options)) {
                return upwards(Path.of(words[MOUNT_POINT]), words[ROOT], Path.of(group));
            }
        }
        return List.of();
    }

    /** Within a container a part of the hierarchy may be all that is seen, and the group be named as it is outside. */
    private static List<Path> upwards(Path top, String seen, Path group) {
        Path relative = group.startsWith(seen) ? Path.of(seen).relativize(group) : Path.of("/").relativize(group);
        Path own = top.resolve(relative.toString()).normalize();
        List<Path> folders = new ArrayList<>();
        for (Path folder = own.startsWith(top) && Files.isDirectory(own) ? own : top;
                folder.startsWith(top);
                folder = folder.getParent()) {
            folders.add(folder);
        }
        return folders;
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException noLinux) {
            return List.of();
        }
    }
}
