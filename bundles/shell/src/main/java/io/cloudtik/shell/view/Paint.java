package io.cloudtik.shell.view;

import java.util.Map;

/** Colours words that say how something does, where there are colours. */
public final class Paint {

    private static final String GREEN = "\u001b[32m";
    private static final String YELLOW = "\u001b[33m";
    private static final String RED = "\u001b[31m";
    private static final String BOLD = "\u001b[1m";
    private static final String NORMAL = "\u001b[0m";

    private static final Map<String, String> COLOURS = Map.ofEntries(
            Map.entry("READY", GREEN),
            Map.entry("HEALTHY", GREEN),
            Map.entry("COMPLETE", GREEN),
            Map.entry("SUCCEEDED", GREEN),
            Map.entry("STARTING", YELLOW),
            Map.entry("RUNNING", YELLOW),
            Map.entry("PLANNED", YELLOW),
            Map.entry("LAUNCHING", YELLOW),
            Map.entry("SETTING_UP", YELLOW),
            Map.entry("WAITING", YELLOW),
            Map.entry("TERMINATING", YELLOW),
            Map.entry("STOPPING", YELLOW),
            Map.entry("BACKING_OFF", YELLOW),
            Map.entry("INCOMPLETE", YELLOW),
            Map.entry("DRIFTED", YELLOW),
            Map.entry("DEGRADED", RED),
            Map.entry("SUSPECT", RED),
            Map.entry("UNHEALTHY", RED),
            Map.entry("UNREACHABLE", RED),
            Map.entry("FAILED", RED),
            Map.entry("LOST", RED));

    private final boolean coloured;

    public Paint(boolean coloured) {
        this.coloured = coloured;
    }

    /** A state, coloured by what it means. */
    String state(String word) {
        String colour = COLOURS.getOrDefault(word, "");
        return coloured && !colour.isEmpty() ? colour + word + NORMAL : word;
    }

    String heading(String text) {
        return coloured ? BOLD + text + NORMAL : text;
    }
}
