package io.cloudtik.core.client;

import io.cloudtik.api.control.LogOperations.LogQuery;
import io.cloudtik.api.control.LogOperations.LogSink;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.exec.Command;
import io.cloudtik.api.spi.exec.CommandExecutor;
import io.cloudtik.api.spi.exec.CommandResult;
import io.cloudtik.api.spi.exec.OutputSink;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The logs of one node, read by one command over one connection at a time, and how far they were read. */
final class NodeLogs {

    private static final Duration LIST_TIME = Duration.ofSeconds(30);
    private static final Duration READ_TIME = Duration.ofMinutes(5);
    private static final Duration FOLLOW_TIME = Duration.ofDays(7);
    private static final String FOLDER = ".cloudtik/logs/";
    private static final String CONTAINER = "container";
    private static final String SCRIPT = script();

    private final NodeId node;
    private final LogQuery query;
    private final LogSink sink;
    private final LogPieces pieces;

    NodeLogs(NodeId node, LogQuery query, LogSink sink) {
        this.node = node;
        this.query = query;
        this.sink = sink;
        this.pieces = new LogPieces((path, line) -> sink.line(node, nameOf(path), line));
    }

    private static String script() {
        try (InputStream in = NodeLogs.class.getResourceAsStream("tail-logs.sh")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String nameOf(String path) {
        return path.substring(FOLDER.length()).replaceFirst("\\.log$", "");
    }

    NodeId node() {
        return node;
    }

    /** The names of all logs the node has. */
    static Set<String> names(CommandExecutor executor) {
        CommandResult listed = executor.run(Command.script(
                LIST_TIME, "cd \"$1\" 2>/dev/null || exit 0; for f in *.log; do [ ! -f \"$f\" ] || echo \"${f%.log}\"; done", FOLDER));
        Set<String> names = new TreeSet<>(listed.stdout().lines().toList());
        names.remove("");
        return names;
    }

    /** Those of the names that are asked for. */
    Set<String> wanted(Set<String> names) {
        if (query.services().isEmpty() && query.runtimes().isEmpty()) {
            return names.contains(CONTAINER) ? Set.of(CONTAINER) : Set.of();
        }
        Set<String> wanted = new TreeSet<>(names);
        wanted.removeIf(name -> query.services().stream().noneMatch(service -> service.replaceFirst("\\.log$", "").equals(name))
                && query.runtimes().stream().noneMatch(runtime -> name.equals(runtime) || name.startsWith(runtime + "-")));
        return wanted;
    }

    /** Reads the logs of these names from where they were left; while following, until the connection is lost. */
    void read(CommandExecutor executor, Set<String> names) {
        List<String> words = new ArrayList<>(List.of("sh", "-c", SCRIPT, "sh", String.valueOf(query.lines()), query.follow() ? "follow" : "once"));
        for (String name : names) {
            String path = FOLDER + name + ".log";
            LogPieces.Position position = pieces.position(path);
            words.addAll(List.of(path, position.inode(), String.valueOf(position.offset())));
        }
        StringBuilder complaints = new StringBuilder();
        Command command = new Command(words, Map.of(), "", query.follow() ? FOLLOW_TIME : READ_TIME);
        try {
            int code = executor.stream(command, new OutputSink() {
                @Override
                public void stdout(byte[] bytes, int length) {
                    pieces.accept(bytes, length);
                }

                @Override
                public void stderr(byte[] bytes, int length) {
                    complaints.append(new String(bytes, 0, length, StandardCharsets.UTF_8));
                }
            });
            if (code != 0) {
                throw new PlatformException(Kind.UNKNOWN, "reading the logs of " + node + " ended with " + code
                        + (complaints.isEmpty() ? "" : ": " + complaints.toString().strip()));
            }
        } finally {
            pieces.cutOff();
        }
    }

    /** There will be no more. */
    void end() {
        pieces.end();
    }

    void remark(String message) {
        sink.remark(node, message);
    }
}
