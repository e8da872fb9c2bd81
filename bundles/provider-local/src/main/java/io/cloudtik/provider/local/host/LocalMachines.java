package io.cloudtik.provider.local.host;

import io.cloudtik.provider.local.cgroup.NodeGroups;
import io.cloudtik.provider.local.folder.AddressBlock;
import io.cloudtik.provider.local.folder.DurableFiles;
import io.cloudtik.provider.local.folder.LocalRoot;
import io.cloudtik.provider.local.folder.NodeOrder;
import io.cloudtik.provider.local.folder.NodeRecord;
import io.cloudtik.provider.local.folder.NodeRecord.State;
import io.cloudtik.provider.local.folder.NodeRecords;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All nodes of this host: launched, listed, terminated. Each change is on disk before anybody is told of it, and what a
 * killed host had begun is finished by its successor.
 */
final class LocalMachines implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalMachines.class);

    private final HostParts parts;
    private final ExecutorService commandThreads = Executors.newCachedThreadPool(NamedThreads.daemons("node-command"));
    private final ExecutorService terminations = Executors.newFixedThreadPool(4, NamedThreads.daemons("termination"));
    private final Map<String, LocalMachine> machines = new LinkedHashMap<>();
    private final Map<String, String> lastAddresses = new HashMap<>();
    private boolean isEnding;

    LocalMachines(LocalRoot root) {
        NodeGroups groups = new NodeGroups(root);
        this.parts = new HostParts(
                root, new NodeRecords(root), new HostKeys(root), groups, new NodeProcesses(groups), commandThreads);
    }

    /** Takes up the nodes a former host has left: those that ran run on, and those it was ending are ended. */
    void adopt() throws IOException, InterruptedException {
        parts.groups().leaveNodes();
        for (String orphan : parts.records().orphans()) {
            LOG.info("removes what is left of the launch of {}", orphan);
            parts.hostKeys().deleteEverywhere(orphan);
            DurableFiles.deleteTree(parts.root().node(orphan));
        }
        for (NodeRecord record : parts.records().all()) {
            add(LocalMachine.adopt(parts, record));
        }
        parts.groups().sweep(machines.keySet());
        Set<String> doomed = list().stream()
                .filter(record -> record.state() == State.TERMINATING)
                .map(NodeRecord::id)
                .collect(Collectors.toSet());
        terminate(doomed);
    }

    /** All nodes; one that was adopted has its SSH server from here on. */
    synchronized List<NodeRecord> list() {
        machines.values().forEach(LocalMachine::ensureServer);
        return machines.values().stream().map(LocalMachine::record).toList();
    }

    synchronized NodeRecord launch(NodeOrder order) throws IOException {
        String id = NodeRecord.idOf(order.token());
        LocalMachine known = machines.get(id);
        if (known != null) {
            return known.record();
        }
        Optional<NodeRecord> gone = parts.records().findBuried(id);
        if (gone.isPresent()) {
            return gone.get();
        }
        if (isEnding) {
            throw HostRefusal.ending();
        }
        LocalMachine machine = LocalMachine.launch(parts, id, order, freeAddresses(order.workspace()));
        add(machine);
        return machine.record();
    }

    private FreeAddresses freeAddresses(String workspace) throws IOException {
        AddressBlock block = DurableFiles.read(parts.root().addressBlock(workspace))
                .map(AddressBlock::parse)
                .orElseThrow(() -> HostRefusal.noSuchWorkspace(workspace));
        Set<String> used = list().stream().map(NodeRecord::address).collect(Collectors.toSet());
        return new FreeAddresses(block, used, lastAddresses.getOrDefault(workspace, ""));
    }

    private synchronized void add(LocalMachine machine) {
        NodeRecord record = machine.record();
        machines.put(record.id(), machine);
        lastAddresses.put(record.order().workspace(), record.address());
    }

    /** Ends nodes side by side, and returns those that are left. */
    List<NodeRecord> terminate(Set<String> ids) throws InterruptedException {
        terminations.invokeAll(find(ids).stream()
                .map(machine -> Executors.callable(() -> terminate(machine)))
                .toList());
        return list();
    }

    private synchronized List<LocalMachine> find(Set<String> ids) {
        return ids.stream().filter(machines::containsKey).map(machines::get).toList();
    }

    private void terminate(LocalMachine machine) {
        try {
            machine.terminate();
            remove(machine);
        } catch (IOException failure) {
            LOG.error("the termination of {} is not complete; it goes on with the next request or the next host",
                    machine.record().id(), failure);
        }
    }

    private synchronized void remove(LocalMachine machine) {
        machines.remove(machine.record().id());
    }

    /** Whether there is no node; from then on there will be none. */
    synchronized boolean endIfEmpty() {
        isEnding = machines.isEmpty();
        return isEnding;
    }

    /** Ends the SSH servers; the processes of the nodes run on. */
    @Override
    public synchronized void close() {
        machines.values().forEach(LocalMachine::leave);
        terminations.shutdownNow();
        commandThreads.shutdownNow();
    }
}
