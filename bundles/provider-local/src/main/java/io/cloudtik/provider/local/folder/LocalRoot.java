package io.cloudtik.provider.local.folder;

import java.nio.file.Path;
import java.util.Objects;

/** Where everything of the local provider lies; one host process serves one root. */
public record LocalRoot(Path folder) {

    public LocalRoot {
        Objects.requireNonNull(folder, "folder");
        if (!folder.isAbsolute()) {
            throw new IllegalArgumentException("'" + folder + "' is no absolute path");
        }
    }

    public Path workspaces() {
        return folder.resolve("workspaces");
    }

    public Path workspace(String name) {
        return workspaces().resolve(name);
    }

    /** The private host keys of a workspace's nodes, a file for each. */
    public Path keys(String workspace) {
        return workspace(workspace).resolve("keys");
    }

    /** The workspace's data, which all nodes of this machine see; it outlives clusters. */
    public Path storage(String workspace) {
        return workspace(workspace).resolve("storage");
    }

    public Path addressBlock(String workspace) {
        return workspace(workspace).resolve("address-block");
    }

    public Path nodes() {
        return folder.resolve("nodes");
    }

    public Path node(String id) {
        return nodes().resolve(id);
    }

    /** The home of the node's user: all that the node itself sees and writes. */
    public Path nodeHome(String id) {
        return node(id).resolve("home");
    }

    /** Which control groups nodes have. */
    public Path groups() {
        return folder.resolve("groups");
    }

    /** What is remembered of nodes that are gone. */
    public Path terminated() {
        return folder.resolve("terminated");
    }

    /** How the living host process is reached. */
    public Path hostAddress() {
        return folder.resolve("host.properties");
    }

    /** Held by the host process as long as it lives. */
    public Path hostLock() {
        return lock("host");
    }

    /** A file whose lock guards something of this root; the file itself stays for ever. */
    public Path lock(String name) {
        return folder.resolve("locks").resolve(name);
    }

    public Path logs() {
        return folder.resolve("logs");
    }
}
