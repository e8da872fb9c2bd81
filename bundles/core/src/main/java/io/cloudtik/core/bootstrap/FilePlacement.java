package io.cloudtik.core.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.exec.Command;
import io.cloudtik.core.files.FileSet;
import io.cloudtik.core.files.HeadFileSource;
import io.cloudtik.core.files.SourceFile;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Makes a node's files be as a set says. The node compares hashes, so only what differs travels; each file is the old one or
 * the new one, never half. What is on the node and in no set stays. The manifest is written last: while it is the wanted one,
 * nothing is looked at, and what a command made of a file on the node is left to it.
 */
final class FilePlacement {

    private static final Duration STEP_TIME = Duration.ofMinutes(5);
    private static final String INCOMING = ".cloudtik/incoming/";
    private static final String WANTED = INCOMING + "wanted";
    private static final int MOST_ROUNDS = 3;
    private static final int FILES_OF_A_ROUND = 2000;

    /** Tells {@code same} if the node has what is wanted; argument: the digest. */
    private static final String PLACED = """
            read -r digest < "$HOME/.cloudtik/files.manifest" 2>/dev/null && [ "$digest" = "$1" ] && echo same
            exit 0
            """;

    /** Tells which of the wanted files are missing or differ, a line each. */
    private static final String CHANGED = """
            cd "$HOME"
            if command -v sha256sum >/dev/null; then sums=sha256sum; else sums="shasum -a 256"; fi
            LC_ALL=C $sums -c .cloudtik/incoming/wanted 2>/dev/null | sed -n 's/: FAILED.*$//p'
            """;

    /** Moves a file that came into the home to where it belongs; arguments: its hash, the path, the mode. */
    private static final String MOVE = """
            set -e
            mkdir -p "$(dirname "$2")"
            part="$2.$$.part"
            trap 'rm -f "$part"' EXIT
            cp "$HOME/.cloudtik/incoming/$1" "$part"
            chmod "$3" "$part"
            mv -f "$part" "$2"
            """;

    /** Makes folders and sets modes; the arguments name files with a mode in the first line, then paths ended by NUL. */
    private static final String FINISH = """
            set -e
            cd "$HOME"
            if [ -e .cloudtik/incoming/folders ]; then xargs -0 mkdir -p -- < .cloudtik/incoming/folders; fi
            for mode in "$@"; do xargs -0 chmod "$mode" < ".cloudtik/incoming/mode-$mode"; done
            """;

    private static final String CLEAN = """
            rm -rf "$HOME/.cloudtik/incoming"
            """;

    private final NodeConnection connection;
    private final Consumer<String> activity;

    FilePlacement(NodeConnection connection, Consumer<String> activity) {
        this.connection = connection;
        this.activity = activity;
    }

    void place(FileSet wanted) {
        if (wanted.isEmpty() || script("comparing files", PLACED, wanted.digest()).contains("same")) {
            return;
        }
        activity.accept("comparing " + wanted.files().size() + " files");
        script("clearing the way for files", CLEAN);
        upload(WANTED, wanted.files().stream()
                .filter(file -> !file.isFolder())
                .map(file -> file.sha256() + "  " + file.target() + "\n")
                .collect(Collectors.joining()));
        Set<String> changed = changed();
        for (int round = 0; !changed.isEmpty(); round++) {
            // What a node answers is bounded, so many files take many rounds.
            if (round == MOST_ROUNDS + wanted.files().size() / FILES_OF_A_ROUND) {
                throw new PlatformException(Kind.UNAVAILABLE, "files change while they are copied to "
                        + connection.node() + ": " + changed.stream().limit(3).toList());
            }
            copy(wanted, changed);
            changed = changed();
        }
        finish(wanted);
        upload(".cloudtik/" + HeadFileSource.MANIFEST, wanted.manifest());
        script("clearing up after files", CLEAN);
    }

    private Set<String> changed() {
        return new TreeSet<>(script("comparing files", CHANGED).lines().toList());
    }

    private void copy(FileSet wanted, Set<String> changed) {
        int count = 0;
        for (SourceFile file : wanted.files()) {
            if (changed.contains(file.target())) {
                count++;
                activity.accept("copying your files: " + count + " of " + changed.size());
                copy(file);
            }
        }
        if (count == 0) {
            throw new PlatformException(Kind.UNAVAILABLE, connection.node() + " told files that nobody asked for: " + changed);
        }
    }

    private void copy(SourceFile file) {
        if (file.isAbsolute()) {
            connection.act(executor -> executor.upload(file.source(), INCOMING + file.sha256(), 0600));
            script("placing " + file.target(), MOVE, file.sha256(), file.target(), octal(file));
        } else {
            connection.act(executor -> executor.upload(file.source(), file.target(), file.mode()));
        }
    }

    private void finish(FileSet wanted) {
        List<SourceFile> folders = wanted.files().stream().filter(SourceFile::isFolder).toList();
        if (!folders.isEmpty()) {
            upload(INCOMING + "folders", paths(folders));
        }
        var byMode = wanted.files().stream().collect(Collectors.groupingBy(FilePlacement::octal));
        byMode.forEach((mode, files) -> upload(INCOMING + "mode-" + mode, paths(files)));
        script("setting the modes of files", FINISH, byMode.keySet().toArray(String[]::new));
    }

    /** With a dot before what is relative: a name may begin with a dash. */
    private static String paths(List<SourceFile> files) {
        return files.stream()
                .map(file -> (file.isAbsolute() ? "" : "./") + file.target() + "\0")
                .collect(Collectors.joining());
    }

    private static String octal(SourceFile file) {
        return String.format("%04o", file.mode());
    }

    private void upload(String path, String content) {
        connection.act(executor -> executor.upload(content.getBytes(UTF_8), path, 0600));
    }

    private String script(String what, String script, String... arguments) {
        return Results.require(connection.node(), what,
                        connection.ask(executor -> executor.run(Command.script(STEP_TIME, script, arguments))))
                .stdout();
    }
}
