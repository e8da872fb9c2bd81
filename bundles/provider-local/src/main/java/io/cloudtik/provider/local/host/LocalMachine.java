package io.cloudtik.provider.local.host;

import io.cloudtik.provider.local.folder.DurableFiles;
import io.cloudtik.provider.local.folder.NodeOrder;
import io.cloudtik.provider.local.folder.NodeRecord;
import io.cloudtik.provider.local.folder.NodeRecord.State;
import java.io.IOException;
import java.security.KeyPair;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One node of this host: its record, its host key, its home, its SSH server and its processes. */
final class LocalMachine {

    private static final Logger LOG = LoggerFactory.getLogger(LocalMachine.class);

    /** As core tags nodes; the api's constants are not on the class path of the host. */
    private static final String NODE_KIND = "cloudtik-node-kind";
    private static final String WORKER = "worker";

    private final HostParts parts;
    private volatile NodeRecord record;
    private Optional<NodeServer> server;

    private LocalMachine(HostParts parts, NodeRecord record, Optional<NodeServer> server) {
        this.parts = parts;
        this.record = record;
        this.server = server;
    }

    /** Makes a node at the first address that is free. It is on disk and can be logged in to when this returns. */
    static LocalMachine launch(HostParts parts, String id, NodeOrder order, FreeAddresses addresses) throws IOException {
        Optional<NodeServer> server = Optional.empty();
        boolean launched = false;
        try {
            DurableFiles.createPrivateFolder(parts.root().nodeHome(id));
            String shortfall = ensureGroup(parts, id, order);
            KeyPair hostKey = parts.hostKeys().create(order.workspace(), id);
            NodeServer claimed = addresses.claim(
                    (address, port) -> NodeServer.start(parts, id, order, hostKey, address, port));
            server = Optional.of(claimed);
            NodeRecord record = new NodeRecord(id, order, State.RUNNING, claimed.address(), claimed.port(),
                    Instant.now().truncatedTo(ChronoUnit.MILLIS), HostKeys.publicText(hostKey), shortfall);
            parts.records().save(record);
            launched = true;
            LOG.info("launched {} '{}' at {}:{}", id, order.name(), record.address(), record.port());
            return new LocalMachine(parts, record, server);
        } finally {
            if (!launched) {
                server.ifPresent(NodeServer::close);
                parts.groups().remove(id);
                parts.hostKeys().delete(order.workspace(), id);
                DurableFiles.deleteTree(parts.root().node(id));
            }
        }
    }

    /** A node that a former host has left. */
    static LocalMachine adopt(HostParts parts, NodeRecord record) {
        return new LocalMachine(parts, record, Optional.empty());
    }

    /** What it is not held to is told of one node of each cluster, its head: of all others it is the same. */
    private static String ensureGroup(HostParts parts, String id, NodeOrder order) throws IOException {
        String shortfall = parts.groups().ensure(id, order.limits()).shortfall();
        LOG.info("{} is to have {}{}", id, order.limits(), shortfall.isEmpty() ? "" : ": " + shortfall);
        return WORKER.equals(order.tags().get(NODE_KIND)) ? "" : shortfall;
    }

    NodeRecord record() {
        return record;
    }

    /** Starts the SSH server of an adopted node at its old place; what keeps it from starting is told as the reason. */
    void ensureServer() {
        // Asked before the lock: a termination holds it for seconds, and nobody who lists nodes waits for that.
        if (record.state() == State.RUNNING) {
            startServerIfAbsent();
        }
    }

    private synchronized void startServerIfAbsent() {
        if (server.isPresent() || record.state() != State.RUNNING) {
            return;
        }
        try {
            String shortfall = ensureGroup(parts, record.id(), record.order());
            KeyPair hostKey = parts.hostKeys().read(record.order().workspace(), record.id());
            server = Optional.of(NodeServer.start(
                    parts, record.id(), record.order(), hostKey, record.address(), record.port()));
            record = record.with(State.RUNNING, shortfall);
            LOG.info("{} is at {}:{} again", record.id(), record.address(), record.port());
        } catch (IOException failure) {
            String reason = "its SSH server does not start: " + failure.getMessage();
            if (!record.reason().equals(reason)) {
                LOG.warn("{} at {}:{}: {}", record.id(), record.address(), record.port(), reason);
            }
            record = record.with(State.RUNNING, reason);
        }
    }

    /** Ends all that belongs to the node. Interrupted by a kill of the host, it is done again by the next one. */
    synchronized void terminate() throws IOException {
        if (record.state() == State.TERMINATED) {
            return;
        }
        record = record.with(State.TERMINATING, "terminated by request");
        parts.records().save(record);
        server.ifPresent(NodeServer::close);
        server = Optional.empty();
        parts.processes().end(record.id(), parts.root().nodeHome(record.id()));
        parts.groups().remove(record.id());
        parts.hostKeys().delete(record.order().workspace(), record.id());
        parts.records().bury(record.with(State.TERMINATED, record.reason()));
        record = record.with(State.TERMINATED, record.reason());
        LOG.info("terminated {} '{}'", record.id(), record.order().name());
    }

    /** Ends the SSH server only; the node's processes run on. */
    synchronized void leave() {
        server.ifPresent(NodeServer::close);
        server = Optional.empty();
    }
}
