package io.cloudtik.shell.terminal;

import java.time.Duration;

/** How long something has taken, for people. */
public final class Elapsed {

    private static final int WIDTH = 7;

    private Elapsed() {}

    /** {@code 7s}, {@code 2m05s}, {@code 1h02m}. */
    public static String text(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return seconds + "s";
        }
        return seconds < 3600
                ? String.format("%dm%02ds", seconds / 60, seconds % 60)
                : String.format("%dh%02dm", seconds / 3600, seconds / 60 % 60);
    }

    static String padded(String text) {
        return " ".repeat(Math.max(0, WIDTH - text.length())) + text;
    }
}
