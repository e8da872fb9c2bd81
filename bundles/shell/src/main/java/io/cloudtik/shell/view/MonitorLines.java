package io.cloudtik.shell.view;

import io.cloudtik.api.control.DiagnosticOperations.Follower;
import io.cloudtik.api.model.cluster.ClusterEvent;
import io.cloudtik.shell.terminal.Console;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Set;

/** Writes what happens as it happens: an event a line, a line of the log as it is. */
public final class MonitorLines implements Follower {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    /** The log has a line for each event too. */
    private static final String EVENTS_IN_LOG = "EventJournal - ";

    private final Console console;
    private final Paint paint;
    private final boolean events;
    private final boolean log;

    public MonitorLines(Console console, boolean events, boolean log) {
        this.console = console;
        this.paint = new Paint(console.isOutColoured());
        this.events = events;
        this.log = log;
    }

    @Override
    public void event(ClusterEvent event) {
        if (events) {
            print(TIME.format(event.at().atZone(ZoneId.systemDefault())) + "  " + paint.heading(event.type()) + " "
                    + event.subject() + (event.message().isEmpty() ? "" : ": " + event.message()));
        }
    }

    @Override
    public void logLine(String line) {
        if (log && !(events && line.contains(EVENTS_IN_LOG))) {
            print(line);
        }
    }

    /** Whoever reads us through a pipe and has gone is no reason to go on. */
    private void print(String line) {
        console.out().println(line);
        if (console.isOutClosed()) {
            Thread.currentThread().interrupt();
        }
    }
}
