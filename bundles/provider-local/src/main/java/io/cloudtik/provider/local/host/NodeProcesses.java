package io.cloudtik.provider.local.host;

import io.cloudtik.provider.local.cgroup.NodeGroups;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes of the nodes. They are known by the node's control group, where it has one; by a marker in their
 * environment, which children inherit however far they detach themselves; by their descent from one of these; and by a
 * program that lies in the node's home, since a program may overwrite its environment. Where they work says nothing: a
 * person's shell may look around there.
 */
final class NodeProcesses {

    /** Holds the node's id in the environment of each of its processes. */
    static final String MARKER = "CLOUDTIK_LOCAL_NODE";

    private static final Logger LOG = LoggerFactory.getLogger(NodeProcesses.class);

    private static final Path PROC = Path.of("/proc");
    private static final Duration GRACE = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long POLL = Duration.ofMillis(20).toNanos();

    private final NodeGroups groups;

    NodeProcesses(NodeGroups groups) {
        this.groups = groups;
    }

    /**
     * Ends all processes of a node: asks first, then kills what is left, until none is.
     *
     * @throws IOException if some do not go
     */
    void end(String nodeId, Path home) throws IOException {
        if (!signalUntilNone(nodeId, home, ProcessHandle::destroy, GRACE)
                && !signalUntilNone(nodeId, home, ProcessHandle::destroyForcibly, PATIENCE)) {
            throw new IOException("processes of " + nodeId + " cannot be killed: " + find(nodeId, home));
        }
    }

    /** Each process gets one signal; those that come to be meanwhile get theirs. */
    private boolean signalUntilNone(String nodeId, Path home, Consumer<ProcessHandle> signal, Duration patience)
            throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        Set<ProcessHandle> signalled = new HashSet<>();
        Set<ProcessHandle> left = find(nodeId, home);
        while (!left.isEmpty() && System.nanoTime() - deadline < 0) {
            left.stream().filter(signalled::add).forEach(signal);
            LockSupport.parkNanos(POLL);
            left = find(nodeId, home);
        }
        LOG.debug("{} processes of {} were signalled, {} are left", signalled.size(), nodeId, left.size());
        return left.isEmpty();
    }

    /** The living processes of a node. */
    Set<ProcessHandle> find(String nodeId, Path home) throws IOException {
        Set<ProcessHandle> found = new HashSet<>(groups.find(nodeId).processes());
        // The kernel names programs by their real paths; the home's may lead over a link, and it may be gone.
        Path place = Files.exists(home) ? home.toRealPath() : home;
        for (ProcessHandle marked : marked(MARKER + "=" + nodeId, place)) {
            found.add(marked);
            marked.descendants().forEach(found::add);
        }
        found.remove(ProcessHandle.current());
        found.removeIf(process -> !process.isAlive());
        return found;
    }

    private static Set<ProcessHandle> marked(String assignment, Path home) throws IOException {
        return Files.isReadable(PROC.resolve("self/environ"))
                ? ProcessHandle.allProcesses()
                        .filter(process -> hasInProc(process, assignment) || runsFrom(process, home))
                        .collect(Collectors.toSet())
                : listedByPs(assignment);
    }

    private static boolean runsFrom(ProcessHandle process, Path home) {
        try {
            return Files.readSymbolicLink(PROC.resolve(process.pid() + "/exe")).startsWith(home);
        } catch (IOException goneOrForeign) {
            return false;
        }
    }

    private static boolean hasInProc(ProcessHandle process, String assignment) {
        try {
            byte[] environment = Files.readAllBytes(PROC.resolve(process.pid() + "/environ"));
            return Arrays.asList(new String(environment, StandardCharsets.UTF_8).split("\0")).contains(assignment);
        } catch (IOException goneOrForeign) {
            return false;
        }
    }

    /** Where there is no /proc, ps shows the environment behind the command. */
    private static Set<ProcessHandle> listedByPs(String assignment) throws IOException {
        Process ps = new ProcessBuilder("ps", "-axEww", "-o", "pid=,command=").redirectErrorStream(true).start();
        try (Stream<String> lines = ps.inputReader(StandardCharsets.UTF_8).lines()) {
            return lines.map(String::trim)
                    .filter(line -> Arrays.asList(line.split(" ")).contains(assignment))
                    .map(line -> Long.parseLong(line.substring(0, line.indexOf(' '))))
                    .flatMap(pid -> ProcessHandle.of(pid).stream())
                    .collect(Collectors.toSet());
        }
    }
}
