package io.cloudtik.provider.local.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A terminal for a program in a node. Java cannot make one, so a tool of the system does and passes the bytes: {@code script}
 * of util-linux, else Python. Which device it got is written to a file by the first thing that runs on it; its size is set
 * through that device, whereupon the kernel tells the program.
 */
final class Pseudoterminal implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Pseudoterminal.class);
    private static final int PATIENCE_SECONDS = 10;

    /** The host was started in the background, so it ignores a hang-up and Ctrl-C, and so would all that it starts. */
    private static final String BEGIN = """
            tty >"$1"; stty sane rows "$2" cols "$3" 2>/dev/null; shift 3
            if env --default-signal=HUP,INT,QUIT true 2>/dev/null; then
                exec env --default-signal=HUP,INT,QUIT "$@"
            elif command -v perl >/dev/null; then
                exec perl -e '$SIG{$_} = "DEFAULT" for qw(HUP INT QUIT); exec { $ARGV[0] } @ARGV' "$@"
            fi
            exec "$@"
            """;
    private static final String RESIZE = "stty rows \"$1\" cols \"$2\" <\"$3\"";
    private static final String PYTHON =
            "import os,pty,sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])) % 256)";

    private final Path tool;
    private final Path device;

    private Pseudoterminal(Path tool, Path device) {
        this.tool = tool;
        this.device = device;
    }

    /**
     * @param folders where tools are looked for
     * @param home of the node, where it keeps the name of its device
     * @return empty if the system has no tool for it
     */
    static Optional<Pseudoterminal> create(List<Path> folders, Path home) throws IOException {
        Optional<Path> tool = find(folders, "script").filter(Pseudoterminal::isOfUtilLinux).or(() -> find(folders, "python3"));
        if (tool.isEmpty()) {
            return Optional.empty();
        }
        Path device = Files.createTempFile(
                home, ".tty-", "", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Optional.of(new Pseudoterminal(tool.get(), device));
    }

    static Optional<Path> find(List<Path> folders, String program) {
        return folders.stream().map(folder -> folder.resolve(program)).filter(Files::isExecutable).findFirst();
    }

    /** The one of BSD wants a terminal itself. */
    private static boolean isOfUtilLinux(Path script) {
        try {
            Process process = new ProcessBuilder(script.toString(), "--version")
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
            return new String(process.getInputStream().readAllBytes()).contains("util-linux");
        } catch (IOException e) {
            LOG.debug("{} does not say what it is", script, e);
            return false;
        }
    }

    /** The command that runs another one on the terminal; its standard streams are the terminal's other side. */
    List<String> command(List<String> argv, int columns, int rows) {
        List<String> begin = new ArrayList<>(List.of("/bin/sh", "-c", BEGIN, "sh", device.toString(),
                String.valueOf(rows), String.valueOf(columns)));
        begin.addAll(argv);
        if (tool.endsWith("script")) {
            return List.of(tool.toString(), "-qefc", "exec " + quoted(begin), "/dev/null");
        }
        List<String> command = new ArrayList<>(List.of(tool.toString(), "-c", PYTHON));
        command.addAll(begin);
        return command;
    }

    private static String quoted(List<String> words) {
        return words.stream().map(word -> "'" + word.replace("'", "'\\''") + "'").collect(Collectors.joining(" "));
    }

    /** Without effect before the program runs, which begins with the size it was given. */
    void resize(int columns, int rows) {
        try {
            String name = Files.readString(device).strip();
            if (!name.startsWith("/dev/")) {
                return;
            }
            Process stty = new ProcessBuilder(
                            "/bin/sh", "-c", RESIZE, "sh", String.valueOf(rows), String.valueOf(columns), name)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                stty.destroyForcibly();
            }
        } catch (IOException e) {
            LOG.debug("a terminal was not resized", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(device);
        } catch (IOException e) {
            LOG.debug("{} stays", device, e);
        }
    }
}
