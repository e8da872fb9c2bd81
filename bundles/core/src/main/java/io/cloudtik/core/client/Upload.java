package io.cloudtik.core.client;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.exec.Command;
import io.cloudtik.api.spi.exec.CommandExecutor;
import io.cloudtik.api.spi.exec.CommandResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Puts a file or a folder on one node. Each file is written beside its place and renamed, so nobody reads half of it. */
final class Upload {

    private static final Duration TIME = Duration.ofMinutes(10);
    private static final int PLAIN = 0600;
    private static final String IS_FOLDER = "[ -d \"$1\" ]";
    private static final String MAKE_FOLDERS = "umask 077; while [ $# -gt 0 ]; do mkdir -p -- \"$1\" || exit 1; shift; done";
    /** A copy within the target's own folder, since a rename over file systems is none. */
    private static final String MOVE_IN = """
            umask 077
            if [ -d "$2" ]; then echo 'it is a folder' >&2; rm -f -- "$1"; exit 1; fi
            mkdir -p -- "$(dirname -- "$2")" && cp -p -- "$1" "$2.$3.part" && mv -f -- "$2.$3.part" "$2"
            code=$?
            rm -f -- "$1" "$2.$3.part"
            exit $code
            """;
    private static final int FOLDERS_AT_ONCE = 200;

    private final CommandExecutor executor;
    private final String id;

    /** @param id makes the names of files that are under way unlike any other's */
    Upload(CommandExecutor executor, String id) {
        this.executor = executor;
        this.id = id;
    }

    /** @param activity hears what is being copied */
    void run(Path source, String target, Consumer<String> activity) {
        NodePath wished = NodePath.of(target);
        boolean goesInto = wished.intoFolder()
                || executor.run(Command.script(TIME, IS_FOLDER, wished.forCommand())).isSuccess();
        NodePath place = goesInto ? wished.child(name(source)) : wished;
        if (Files.isDirectory(source)) {
            folder(source, place, activity);
        } else {
            activity.accept("copying " + source.getFileName());
            file(source, place);
        }
    }

    private static String name(Path source) {
        return source.toAbsolutePath().normalize().getFileName().toString();
    }

    private void folder(Path source, NodePath place, Consumer<String> activity) {
        try (Stream<Path> tree = Files.walk(source, FileVisitOption.FOLLOW_LINKS)) {
            List<Path> all = tree.sorted().toList();
            List<String> folders = all.stream()
                    .filter(Files::isDirectory)
                    .map(path -> below(place, source, path).forCommand())
                    .toList();
            for (int from = 0; from < folders.size(); from += FOLDERS_AT_ONCE) {
                List<String> some = folders.subList(from, Math.min(folders.size(), from + FOLDERS_AT_ONCE));
                check(executor.run(Command.script(TIME, MAKE_FOLDERS, some.toArray(String[]::new))), place);
            }
            List<Path> files = all.stream().filter(Files::isRegularFile).toList();
            for (int i = 0; i < files.size(); i++) {
                activity.accept("copying file " + (i + 1) + " of " + files.size() + ": " + source.relativize(files.get(i)));
                file(files.get(i), below(place, source, files.get(i)));
            }
        } catch (IOException | UncheckedIOException e) {
            throw new PlatformException(Kind.INVALID, source + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static NodePath below(NodePath place, Path source, Path path) {
        String relative = source.relativize(path).toString();
        return relative.isEmpty() ? place : place.child(relative);
    }

    private void file(Path source, NodePath place) {
        if (place.isBelowHome()) {
            executor.upload(source, place.text(), mode(source));
            return;
        }
        String waiting = ".cloudtik/incoming/" + id;
        executor.upload(source, waiting, mode(source));
        check(executor.run(Command.script(TIME, MOVE_IN, waiting, place.forCommand(), id)), place);
    }

    private static void check(CommandResult result, NodePath place) {
        if (!result.isSuccess()) {
            throw new PlatformException(Kind.DENIED,
                    "'" + place.text() + "' cannot be written on the node: " + result.stderr().strip());
        }
    }

    /** What its owner may do with it; others get nothing they were not given. */
    private static int mode(Path source) {
        try {
            int mode = 0;
            Set<PosixFilePermission> given = Files.getPosixFilePermissions(source);
            for (PosixFilePermission permission : given) {
                mode |= 0400 >> permission.ordinal();
            }
            return mode | PLAIN;
        } catch (UnsupportedOperationException e) {
            return PLAIN;
        } catch (IOException e) {
            throw new PlatformException(Kind.INVALID, source + " cannot be read: " + e.getMessage(), e);
        }
    }
}
