package io.cloudtik.runtime.spark;

import io.cloudtik.api.spi.runtime.NodeContext;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where Spark keeps what outlives executors, and the cluster if the workspace has storage: event logs, and blocks of
 * executors that go when no other is left to take them.
 */
final class SparkStorage {

    private static final String EVENTS = "events";
    private static final String BLOCKS = "blocks";
    /** Spark wants folders that exist; they are the owner's alone. The words after it are the command. */
    private static final String MAKE_FOLDER = "umask 077 && mkdir -p \"$1\" && shift && exec \"$@\"";

    private final Optional<URI> base;

    private SparkStorage(Optional<URI> base) {
        this.base = base;
    }

    static SparkStorage of(NodeContext node) {
        return new SparkStorage(node.storage().map(
                storage -> storage.resolve(withSlash(storage.getRawPath()) + "spark/" + node.cluster() + "/")));
    }

    /** Where jobs write their events, in the form of a URI: a blank is {@code %20}. */
    String events() {
        return base.map(folder -> folder.resolve(EVENTS).toString()).orElse("${dir:spark-events}");
    }

    /** The same place for the history server, which takes each letter for itself. */
    String history() {
        return base.map(folder -> decoded(folder.resolve(EVENTS))).orElse("${dir:spark-events}");
    }

    /** Only where all nodes see it: an address on one node helps no executor on another. */
    Optional<String> blocks() {
        return base.map(folder -> decoded(folder.resolve(BLOCKS + "/")));
    }

    /** The command, with the folder of event logs made before; object stores need no folders. */
    List<String> prepared(List<String> command) {
        Optional<Path> folder = base.filter(uri -> "file".equals(uri.getScheme())).map(uri -> Path.of(uri.resolve(EVENTS)));
        if (folder.isEmpty()) {
            return command;
        }
        List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", MAKE_FOLDER, "spark", folder.get().toString()));
        words.addAll(command);
        return words;
    }

    private static String decoded(URI uri) {
        return uri.toString().replace(uri.getRawPath(), uri.getPath());
    }

    private static String withSlash(String path) {
        return path.endsWith("/") ? path : path + "/";
    }
}
