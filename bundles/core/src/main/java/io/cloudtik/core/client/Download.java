package io.cloudtik.core.client;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.exec.Command;
import io.cloudtik.api.spi.exec.CommandExecutor;
import io.cloudtik.api.spi.exec.OutputSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Fetches a file or a folder from one node, links as what they lead to. A local file is complete or not there, and its owner
 * may run it if the node's user may.
 */
final class Download {

    private static final Duration TIME = Duration.ofHours(12);
    private static final int NO_SUCH_FILE = 44;
    /** The files of a folder, over links too, each ended by NUL; for a file nothing. */
    private static final String LIST = """
            if [ -d "$1" ]; then
              cd -- "$1" || exit 1
              { said=$(LC_ALL=C find -L . -type f -print0 2>&1 >&3); } 3>&1 && exit 0
              # A link that leads back to a folder above it is passed over: what it leads to is listed already.
              printf '%s\\n' "$said" | grep -v 'ystem loop' >&2 && exit 1
              exit 0
            fi
            [ -f "$1" ] && [ -r "$1" ] && exit 0
            exit 44
            """;
    private static final String LIST_PROGRAMS = """
            if [ -d "$1" ]; then cd -- "$1" && { find -L . -type f -perm -100 -print0 2> /dev/null || :; } && exit 0; fi
            if [ -x "$1" ]; then printf '.'; fi
            """;
    private static final String IS_FOLDER = "[ -d \"$1\" ]";
    private static final String CONTENT = "exec cat -- \"$1\"";

    private final CommandExecutor executor;
    private final String id;

    /** @param id makes the names of files that are under way unlike any other's */
    Download(CommandExecutor executor, String id) {
        this.executor = executor;
        this.id = id;
    }

    /** @param activity hears what is being fetched */
    void run(String source, Path target, Consumer<String> activity) {
        NodePath path = NodePath.of(source);
        List<String> files = names(LIST, path);
        boolean isFolder = executor.run(Command.script(TIME, IS_FOLDER, path.forCommand())).isSuccess();
        Set<String> programs = Set.copyOf(names(LIST_PROGRAMS, path));
        Path place = Files.isDirectory(target) ? target.resolve(path.name()) : target;
        if (!isFolder) {
            activity.accept("fetching " + path.name());
            fetch(path, place, !programs.isEmpty());
            return;
        }
        makeFolder(place);
        for (int i = 0; i < files.size(); i++) {
            String relative = relative(files.get(i));
            activity.accept("fetching file " + (i + 1) + " of " + files.size() + ": " + relative);
            fetch(path.child(relative), place.resolve(relative), programs.contains(files.get(i)));
        }
    }

    /** A node is not trusted to name places outside the target. */
    private static String relative(String told) {
        Path path = Path.of(told).normalize();
        if (path.isAbsolute() || path.startsWith("..")) {
            throw new PlatformException(Kind.INVALID, "the node names '" + told + "', which is not in the folder");
        }
        return path.toString();
    }

    private List<String> names(String script, NodePath path) {
        ByteArrayOutputStream names = new ByteArrayOutputStream();
        ByteArrayOutputStream complaints = new ByteArrayOutputStream();
        int code = executor.stream(Command.script(TIME, script, path.forCommand()), into(names, complaints));
        if (code == NO_SUCH_FILE) {
            throw new PlatformException(Kind.NOT_FOUND, "there is no readable '" + path.text() + "' on the node");
        }
        if (code != 0) {
            throw unreadable(path, complaints);
        }
        String text = names.toString(StandardCharsets.UTF_8);
        return Stream.of(text.split("\0")).filter(name -> !name.isEmpty()).sorted().toList();
    }

    private void fetch(NodePath source, Path target, boolean isProgram) {
        makeFolder(target.toAbsolutePath().getParent());
        Path part = target.resolveSibling(target.getFileName() + "." + id + ".part");
        ByteArrayOutputStream complaints = new ByteArrayOutputStream();
        try {
            int code;
            try (OutputStream out = Files.newOutputStream(part)) {
                code = executor.stream(Command.script(TIME, CONTENT, source.forCommand()), into(out, complaints));
            }
            if (code != 0) {
                throw unreadable(source, complaints);
            }
            if (isProgram) {
                makeProgram(part);
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | UncheckedIOException e) {
            throw unwritable(target, e);
        } finally {
            discard(part);
        }
    }

    private static void makeProgram(Path file) throws IOException {
        Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(file));
        permissions.add(PosixFilePermission.OWNER_EXECUTE);
        Files.setPosixFilePermissions(file, permissions);
    }

    private static OutputSink into(OutputStream out, OutputStream err) {
        return new OutputSink() {
            @Override
            public void stdout(byte[] bytes, int length) {
                write(out, bytes, length);
            }

            @Override
            public void stderr(byte[] bytes, int length) {
                write(err, bytes, length);
            }
        };
    }

    private static void write(OutputStream out, byte[] bytes, int length) {
        try {
            out.write(bytes, 0, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void discard(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw unwritable(part, e);
        }
    }

    private static void makeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    private static PlatformException unreadable(NodePath path, ByteArrayOutputStream complaints) {
        return new PlatformException(Kind.DENIED, "'" + path.text() + "' cannot be read on the node: "
                + complaints.toString(StandardCharsets.UTF_8).strip());
    }

    private static PlatformException unwritable(Path path, Exception cause) {
        return new PlatformException(Kind.INVALID, path + " cannot be written: " + cause.getMessage(), cause);
    }
}
