package io.cloudtik.provider.local.cgroup;

import io.cloudtik.provider.local.folder.DurableFiles;
import io.cloudtik.provider.local.folder.LocalRoot;
import io.cloudtik.provider.local.folder.NodeLimits;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control groups of a root's nodes. Which folders they are is written down before they are made: they stay where they
 * are when the next host process is started from elsewhere, and none is forgotten when a host is killed. Nothing here
 * fails for want of rights; what cannot be had is told.
 */
public final class NodeGroups {

    private static final Logger LOG = LoggerFactory.getLogger(NodeGroups.class);

    private static final Path PROC = Path.of("/proc");
    private static final int ATTEMPTS = 100;
    private static final long PAUSE = Duration.ofMillis(20).toNanos();
    /** For a host process that was started from within a node. */
    private static final String HOST = "host";

    private final GroupRecords records;
    private final Path proc;
    private final String name;

    public NodeGroups(LocalRoot root) {
        this(root, PROC);
    }

    NodeGroups(LocalRoot root, Path proc) {
        this.records = new GroupRecords(root.groups());
        this.proc = proc;
        this.name = "cloudtik-" + Integer.toHexString(root.folder().toString().hashCode());
    }

    /** Makes a group as nodes have them and removes it: what is missing where this process runs, or nothing. */
    public static String trial() {
        try {
            Path folder = Files.createTempDirectory("cloudtik-limits-");
            try {
                NodeGroups groups = new NodeGroups(new LocalRoot(folder));
                NodeGroup group = groups.ensure("trial", new NodeLimits(OptionalInt.of(1), OptionalLong.of(1L << 28), 64));
                groups.remove("trial");
                return group.shortfall();
            } finally {
                DurableFiles.deleteTree(folder);
            }
        } catch (IOException e) {
            return "cannot be tried: " + e.getMessage();
        }
    }

    /** Leaves the group of a node from within which this process was started, so as not to share its limits and its end. */
    public void leaveNodes() throws IOException {
        for (Hierarchy hierarchy : Hierarchy.read(proc)) {
            if (hierarchy.isOwnWithin(name)) {
                try {
                    Path group = Files.createDirectories(hierarchy.makeParent(name).resolve(HOST));
                    Files.writeString(NodeGroup.procs(group), String.valueOf(ProcessHandle.current().pid()));
                } catch (FileSystemException e) {
                    LOG.warn("this host process stays in the control group of a node: {}", reason(e));
                }
            }
        }
    }

    /** The groups of a node with these limits: those it has, or new ones if it has none, or none since the machine's start. */
    public synchronized NodeGroup ensure(String id, NodeLimits limits) throws IOException {
        Optional<NodeGroup> present = records.find(id).filter(group -> group.folders().stream().allMatch(Files::isDirectory));
        return present.isPresent() ? present.get() : make(id, limits);
    }

    private NodeGroup make(String id, NodeLimits limits) throws IOException {
        Map<Controller, String> missing = wanted(limits);
        Map<Path, Hierarchy> places = places(id, missing);
        records.announce(id, places.keySet());
        places.forEach((folder, hierarchy) -> limit(folder, hierarchy, limits, missing));
        List<Path> folders = places.keySet().stream().filter(Files::isDirectory).toList();
        NodeGroup group = new NodeGroup(folders, told(missing));
        if (!folders.isEmpty() && !group.canBeEntered()) {
            group.remove();
            missing.putAll(wanted(limits));
            missing.replaceAll((controller, reason) -> "processes may not be moved into '" + folders.get(0) + "'");
            group = new NodeGroup(List.of(), told(missing));
        }
        records.save(id, group);
        return group;
    }

    /** What the limits need, each with the reason why it is not there as long as nobody found it. */
    private static Map<Controller, String> wanted(NodeLimits limits) {
        Map<Controller, String> wanted = new TreeMap<>();
        String absent = "this system has no control groups for it";
        limits.cpus().ifPresent(cpus -> wanted.put(Controller.CPU, absent));
        limits.memoryBytes().ifPresent(bytes -> wanted.put(Controller.MEMORY, absent));
        if (limits.processes() != NodeLimits.DEFAULT_PROCESSES) {
            wanted.put(Controller.PIDS, absent);
        }
        return wanted;
    }

    private Map<Path, Hierarchy> places(String id, Map<Controller, String> missing) throws IOException {
        Map<Path, Hierarchy> places = new TreeMap<>();
        for (Hierarchy hierarchy : Hierarchy.read(proc)) {
            try {
                places.put(hierarchy.makeParent(name).resolve(id), hierarchy);
            } catch (IOException e) {
                hierarchy.controllers().forEach(controller -> missing.replace(controller, reason(e)));
            }
        }
        return places;
    }

    private static void limit(Path folder, Hierarchy hierarchy, NodeLimits limits, Map<Controller, String> missing) {
        for (Controller controller : hierarchy.controllers()) {
            try {
                if (!hierarchy.has(controller, folder.getParent())) {
                    missing.replace(controller, "'" + folder.getParent() + "' has no controller for it");
                    continue;
                }
                Files.createDirectories(folder);
                for (Map.Entry<String, String> file : controller.files(hierarchy.version(), limits).entrySet()) {
                    Files.writeString(folder.resolve(file.getKey()), file.getValue());
                }
                missing.remove(controller);
            } catch (IOException e) {
                missing.replace(controller, reason(e));
            }
        }
    }

    private static String told(Map<Controller, String> missing) {
        Map<String, List<String>> byReason = new TreeMap<>(missing.entrySet().stream().collect(Collectors.groupingBy(
                Map.Entry::getValue, Collectors.mapping(entry -> entry.getKey().words(), Collectors.toList()))));
        return byReason.entrySet().stream()
                .map(entry -> "no limit of " + enumerated(entry.getValue()) + " here: " + entry.getKey())
                .collect(Collectors.joining("; "));
    }

    private static String enumerated(List<String> words) {
        int last = words.size() - 1;
        return last == 0 ? words.get(0) : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
    }

    private static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException denied) {
            LOG.debug("may not write {}", denied.getFile());
            return "this user may not make control groups";
        }
        if (failure instanceof FileSystemException refused) {
            return "'" + refused.getFile() + "': " + (refused.getReason() == null ? "is not there" : refused.getReason());
        }
        return failure.getMessage();
    }

    /** The groups a node has, or had begun to get; without folders if it has none. */
    public NodeGroup find(String id) throws IOException {
        return records.findAnnounced(id).orElse(NodeGroup.NONE);
    }

    /** Removes the groups of a node that is gone. What does not go is tried again by the next host. */
    public synchronized void remove(String id) throws IOException {
        NodeGroup group = find(id);
        IOException busy = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                group.remove();
                records.forget(id);
                removeParents(group);
                return;
            } catch (FileSystemException e) {
                busy = e;
                group.processes().stream().filter(process -> !process.equals(ProcessHandle.current()))
                        .forEach(ProcessHandle::destroyForcibly);
                LockSupport.parkNanos(PAUSE);
            }
        }
        LOG.warn("the control group of {} stays for now: {}", id, reason(busy));
    }

    /** With the last node goes the group that held all. */
    private static void removeParents(NodeGroup group) {
        Set<Path> parents = new HashSet<>();
        group.folders().forEach(folder -> parents.add(folder.getParent()));
        for (Path parent : parents) {
            try {
                Files.deleteIfExists(parent.resolve(HOST));
                Files.deleteIfExists(parent);
            } catch (IOException e) {
                LOG.debug("{} is in use", parent);
            }
        }
    }

    /** Removes the groups of all other nodes: they are of some that no longer exist. */
    public void sweep(Set<String> nodes) throws IOException {
        for (String id : records.ids()) {
            if (!nodes.contains(id)) {
                LOG.info("removes the control group of {}, which is gone", id);
                remove(id);
            }
        }
    }
}
