package io.cloudtik.contracts.exec;

import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.exec.CommandExecutor;
import io.cloudtik.api.spi.exec.ExecutorFactory;
import io.cloudtik.api.spi.provider.NodeAccess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Gives each host a {@link RecordingExecutor} that remembers across connections, unless told otherwise, and makes key
 * pairs that are names only.
 */
public final class RecordingExecutorFactory implements ExecutorFactory {

    private final Map<String, CommandExecutor> executors = new LinkedHashMap<>();
    private final Map<String, Deque<PlatformException>> failures = new HashMap<>();
    private final List<NodeAccess> connections = new ArrayList<>();
    private final Function<NodeAccess, CommandExecutor> fresh;

    public RecordingExecutorFactory() {
        this(access -> new RecordingExecutor());
    }

    /** Makes the executor of a host that is seen for the first time. */
    public RecordingExecutorFactory(Function<NodeAccess, CommandExecutor> fresh) {
        this.fresh = fresh;
    }

    /** The next connection to the host fails so. */
    public synchronized RecordingExecutorFactory failNext(String host, PlatformException failure) {
        failures.computeIfAbsent(host, key -> new ArrayDeque<>()).add(failure);
        return this;
    }

    /** Every connection that was asked for, also those that failed. */
    public synchronized List<NodeAccess> connections() {
        return List.copyOf(connections);
    }

    /** The executors by host, in the order of the first connection. */
    public synchronized Map<String, CommandExecutor> executors() {
        return new LinkedHashMap<>(executors);
    }

    @Override
    public synchronized CommandExecutor connect(
            NodeAccess access, Path privateKey, Path knownHosts, Duration timeout) {
        connections.add(access);
        Deque<PlatformException> waiting = failures.getOrDefault(access.host(), new ArrayDeque<>());
        if (!waiting.isEmpty()) {
            throw waiting.remove();
        }
        CommandExecutor executor = executors.computeIfAbsent(access.host(), host -> fresh.apply(access));
        return new PassedOnExecutor(executor) {
            @Override
            public void close() {
                // the next connection to the same host finds the executor as it was left
            }
        };
    }

    @Override
    public String ensureKeyPair(Path privateKey, String comment) {
        return "ssh-ed25519 AAAA" + privateKey.getFileName() + " " + comment;
    }
}
