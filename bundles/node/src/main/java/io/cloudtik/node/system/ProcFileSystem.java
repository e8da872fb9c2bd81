package io.cloudtik.node.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Processes as Linux shows them under {@code /proc}. A process begins at a tick of a boot: unlike the wall clock's time,
 * which Java gives, that does not shift when the clock is set.
 */
final class ProcFileSystem implements ProcessTable {

    private static final Path PROC = Path.of("/proc");
    private static final int STATE = 0;
    private static final int SESSION = 3;
    private static final int START_TICK = 19;

    private final String boot;

    ProcFileSystem() {
        boot = bootId();
    }

    static boolean isPresent() {
        return Files.isReadable(PROC.resolve("self/stat"));
    }

    @Override
    public Optional<ProcessIdentity> find(long pid) {
        return stat(Long.toString(pid))
                .filter(ProcFileSystem::isAlive)
                .map(stat -> new ProcessIdentity(pid, boot + ":" + stat[START_TICK]));
    }

    /**
     * A pid is not given anew while a session bears it, so while members are left the number names their session. Once
     * all are gone it may be given to a stranger, who may lead a session too: then the beginnings differ. A leader that
     * was started a moment ago is still in our session; it counts all the same, or a signal at that moment would miss it.
     */
    @Override
    public Collection<Long> session(ProcessIdentity leader) {
        List<Long> members = new ArrayList<>();
        if (!leader.began().startsWith(boot + ":") || isGivenAnew(leader)) {
            return members;
        }
        String leaderPid = Long.toString(leader.pid());
        try (DirectoryStream<Path> all = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path folder : all) {
                String pid = folder.getFileName().toString();
                stat(pid).filter(ProcFileSystem::isAlive)
                        .filter(stat -> stat[SESSION].equals(leaderPid) || pid.equals(leaderPid))
                        .ifPresent(stat -> members.add(Long.valueOf(pid)));
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("cannot list the processes", e);
        }
        return members;
    }

    @Override
    public Optional<Boolean> hasEnvironment(long pid, String variable) {
        try {
            String environment = Files.readString(PROC.resolve(pid + "/environ"), StandardCharsets.ISO_8859_1);
            return Optional.of(("\0" + environment).contains("\0" + variable + "\0"));
        } catch (IOException e) {
            // Another user's, or gone: either way not one that we started and that runs.
            return Optional.of(false);
        }
    }

    private boolean isGivenAnew(ProcessIdentity process) {
        return stat(Long.toString(process.pid()))
                .filter(stat -> !process.began().equals(boot + ":" + stat[START_TICK]))
                .isPresent();
    }

    private static boolean isAlive(String[] stat) {
        return !stat[STATE].equals("Z") && !stat[STATE].equals("X");
    }

    /** The fields after the program's name, which may itself hold blanks and parentheses. */
    private static Optional<String[]> stat(String pid) {
        try {
            String text = Files.readString(PROC.resolve(pid).resolve("stat"), StandardCharsets.ISO_8859_1);
            return Optional.of(text.substring(text.lastIndexOf(')') + 2).split(" "));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String bootId() {
        try {
            return Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            return "boot";
        }
    }
}
