package io.cloudtik.shell.view;

import io.cloudtik.api.control.LogOperations.LogQuery;
import io.cloudtik.api.control.LogOperations.LogSink;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.shell.terminal.Console;
import java.util.List;

/** Writes lines of logs; where they may be of several logs, behind the node and the log they are of. */
public final class LogLines implements LogSink {

    /** Those that can be told apart on light and dark. */
    private static final List<Integer> COLOURS = List.of(36, 33, 35, 32, 34, 31);

    private final Console console;
    private final boolean namesNodes;
    private final boolean namesLogs;
    private final Thread reader = Thread.currentThread();
    private int width;

    public LogLines(Console console, LogQuery query) {
        this.console = console;
        this.namesNodes = query.node().isEmpty() && (query.allNodes() || !query.nodeTypes().isEmpty());
        this.namesLogs = query.services().size() > 1 || !query.runtimes().isEmpty();
    }

    @Override
    public void line(NodeId node, String log, String line) {
        console.out().println(prefix(node, log) + line);
        if (console.isOutClosed()) {
            reader.interrupt();
        }
    }

    private String prefix(NodeId node, String log) {
        String name = (namesNodes ? node.value() : "") + (namesNodes && namesLogs ? " " : "") + (namesLogs ? log : "");
        if (name.isEmpty()) {
            return "";
        }
        width = Math.max(width, name.length());
        String padded = name + " ".repeat(width - name.length()) + " | ";
        int colour = COLOURS.get(Math.floorMod(name.hashCode(), COLOURS.size()));
        return console.isOutColoured() ? "\u001b[" + colour + "m" + padded + "\u001b[0m" : padded;
    }

    @Override
    public void remark(NodeId node, String message) {
        console.err().println("(" + node + ": " + message + ")");
    }
}
