package io.cloudtik.provider.local.cgroup;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The control groups of one node, one in each hierarchy; none where there may be none.
 *
 * @param folders the groups
 * @param shortfall why the node is held to less than it was to be; empty if it is held to all
 */
public record NodeGroup(List<Path> folders, String shortfall) {

    static final NodeGroup NONE = new NodeGroup(List.of(), "");

    /** A process that cannot enter runs all the same: a group may have been removed by somebody else. */
    private static final String ENTER = """
            while [ "$1" != -- ]; do { echo $$ >"$1"; } 2>/dev/null; shift; done
            shift
            exec "$@"
            """;

    private static final String TRY = "for group; do echo $$ >\"$group\" || exit 1; done";

    public NodeGroup {
        folders = List.copyOf(folders);
    }

    /** Rights to move processes into a group are others than those to make it. */
    boolean canBeEntered() throws IOException {
        Process trial = new ProcessBuilder(command(TRY))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return trial.waitFor() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("while " + this + " was tried");
        }
    }

    /** The command that runs a program in this group, with all that it starts. */
    public List<String> entering(List<String> program) {
        if (folders.isEmpty()) {
            return program;
        }
        List<String> command = command(ENTER);
        command.add("--");
        command.addAll(program);
        return command;
    }

    private List<String> command(String script) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", script, "sh"));
        folders.forEach(folder -> command.add(procs(folder).toString()));
        return command;
    }

    /** All that is in the group or in one that it made below it. */
    public Set<ProcessHandle> processes() throws IOException {
        Set<ProcessHandle> found = new HashSet<>();
        for (Path group : groups()) {
            for (String pid : lines(procs(group))) {
                ProcessHandle.of(Long.parseLong(pid)).ifPresent(found::add);
            }
        }
        return found;
    }

    /**
     * Removes the groups, which are empty.
     *
     * @throws IOException if one is not
     */
    void remove() throws IOException {
        for (Path group : groups()) {
            Files.deleteIfExists(group);
        }
    }

    /** The innermost first. What is made or removed meanwhile is found by the next look. */
    private List<Path> groups() throws IOException {
        List<Path> groups = new ArrayList<>();
        for (Path folder : folders) {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult postVisitDirectory(Path group, IOException failure) {
                    groups.add(group);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        return groups;
    }

    private static List<String> lines(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.toList();
        } catch (NoSuchFileException gone) {
            return List.of();
        }
    }

    static Path procs(Path folder) {
        return folder.resolve("cgroup.procs");
    }
}
