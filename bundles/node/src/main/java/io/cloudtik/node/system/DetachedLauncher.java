package io.cloudtik.node.system;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Starts processes that outlive this container, and finds them again: never two of one, never one lost, whenever the
 * container is killed.
 *
 * <p>A start is an intent first, the file {@code <name>.start-<token>}. The new process writes its pid and then claims the
 * intent by renaming it to {@code <name>.claimed-<token>}, and only if that succeeds becomes the wanted program. A later
 * container that finds an unclaimed intent takes it away by a rename of its own; the file system lets only one of the two
 * win. What was claimed becomes the record {@code <name>.properties}.
 */
public final class DetachedLauncher {

    /** In the environment of what was started: its token, by which it is known from a stranger with the same pid. */
    public static final String START_VARIABLE = "CLOUDTIK_START";

    static final String CLAIM =
            "echo $$ >\"$1\" && mv \"$2\" \"$3\" 2>/dev/null && shift 3 && exec \"$@\"; exit 125";
    private static final String RECORD = ".properties";
    private static final String START = ".start-";
    private static final String CLAIMED = ".claimed-";
    private static final String PID = ".pid-";
    private static final String NEVER = "never seen running";

    private final Path folder;
    private final ProcessTable processes;
    private final List<String> session;

    /** @param folder of the records, on a local file system */
    public DetachedLauncher(Path folder, ProcessTable processes) {
        this.folder = folder;
        this.processes = processes;
        session = sessionCommand();
    }

    /** Starts a process and records it. Whatever was recorded under this name is forgotten. */
    public Started start(Launch launch) {
        String token = UUID.randomUUID().toString();
        try {
            AtomicFiles.makeFolder(folder);
            forget(launch.name());
            Path intent = folder.resolve(launch.name() + START + token);
            AtomicFiles.write(intent, LaunchRecord.text(launch.notes()));
            Process process = spawn(launch, token, intent);
            // Gone already, it is recorded all the same: its pid with a beginning that no process has.
            ProcessIdentity identity =
                    processes.find(process.pid()).orElse(new ProcessIdentity(process.pid(), NEVER));
            LaunchRecord record = new LaunchRecord(identity, launch.notes());
            AtomicFiles.write(folder.resolve(launch.name() + RECORD), record.text());
            return new Started(record, process);
        } catch (IOException e) {
            throw new PlatformException(Kind.UNAVAILABLE, "cannot start " + launch.name() + ": " + e.getMessage(), e);
        }
    }

    /** What an earlier container, or this one, started under the name; empty if nothing was. */
    public Optional<LaunchRecord> recover(String name) {
        try {
            Path record = folder.resolve(name + RECORD);
            if (Files.exists(record)) {
                return Optional.of(LaunchRecord.parse(Files.readString(record)));
            }
            for (Path intent : files(name + START)) {
                Files.deleteIfExists(takeAway(intent));
            }
            for (Path claimed : files(name + CLAIMED)) {
                LaunchRecord found = claimed(name, claimed);
                AtomicFiles.write(record, found.text());
                return Optional.of(found);
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new PlatformException(Kind.UNAVAILABLE, "cannot read the record of " + name + ": " + e.getMessage(), e);
        }
    }

    /** The names of all that was started and not forgotten. */
    public List<String> names() {
        try {
            return files("").stream()
                    .map(file -> file.getFileName().toString())
                    .filter(file -> !file.startsWith(".") && !file.contains(PID))
                    .map(file -> file.substring(0, file.indexOf('.')))
                    .distinct()
                    .toList();
        } catch (IOException e) {
            throw new PlatformException(Kind.UNAVAILABLE, "cannot list " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Drops the record of a process that ended; one that is just being started might claim its intent meanwhile. */
    public void forget(String name) {
        try {
            for (Path file : files(name + ".")) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new PlatformException(Kind.UNAVAILABLE, "cannot forget " + name + ": " + e.getMessage(), e);
        }
    }

    private Process spawn(Launch launch, String token, Path intent) throws IOException {
        List<String> command = new ArrayList<>(session);
        command.addAll(List.of("/bin/sh", "-c", CLAIM, launch.name()));
        command.add(folder.resolve(launch.name() + PID + token).toString());
        command.add(intent.toString());
        command.add(folder.resolve(launch.name() + CLAIMED + token).toString());
        command.addAll(launch.command());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(launch.directory().toFile())
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectOutput(Redirect.appendTo(launch.output().toFile()));
        if (launch.errors().isPresent()) {
            builder.redirectError(Redirect.appendTo(launch.errors().get().toFile()));
        } else {
            builder.redirectErrorStream(true);
        }
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(launch.environment());
        environment.put(START_VARIABLE, token);
        return builder.start();
    }

    /** If the process claims it at this very moment, there is nothing to take and the claim is found next. */
    private static Path takeAway(Path intent) throws IOException {
        Path taken = intent.resolveSibling("." + intent.getFileName());
        try {
            return Files.move(intent, taken, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            return taken;
        }
    }

    private LaunchRecord claimed(String name, Path claimed) throws IOException {
        Map<String, String> notes = LaunchRecord.notes(Files.readString(claimed));
        String token = claimed.getFileName().toString().substring((name + CLAIMED).length());
        long pid = Long.parseLong(Files.readString(folder.resolve(name + PID + token)).strip());
        ProcessIdentity identity = processes.find(pid)
                .filter(found -> processes.hasEnvironment(pid, START_VARIABLE + "=" + token).orElse(true))
                .orElse(new ProcessIdentity(pid, NEVER));
        return new LaunchRecord(identity, notes);
    }

    private List<Path> files(String prefix) throws IOException {
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(
                    folder, file -> file.getFileName().toString().startsWith(prefix))) {
                all.forEach(files::add);
            }
        }
        return files;
    }

    /**
     * What puts a process into a session of its own. Both programs replace themselves by the next and keep their pid.
     * Where neither is (no Linux and no macOS that we know of), processes stay in the container's session and a signal to
     * that whole session would reach them.
     */
    private static List<String> sessionCommand() {
        for (Path folder : List.of(Path.of("/usr/bin"), Path.of("/bin"))) {
            if (Files.isExecutable(folder.resolve("setsid"))) {
                return List.of(folder.resolve("setsid").toString());
            }
        }
        Path perl = Path.of("/usr/bin/perl");
        return Files.isExecutable(perl)
                ? List.of(perl.toString(), "-MPOSIX=setsid", "-e", "setsid(); exec { $ARGV[0] } @ARGV")
                : List.of();
    }
}
