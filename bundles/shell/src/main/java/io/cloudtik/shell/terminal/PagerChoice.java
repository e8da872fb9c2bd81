package io.cloudtik.shell.terminal;

import java.util.Map;
import java.util.Set;

/**
 * Which program shows long results page by page: that of CLOUDTIK_PAGER, else of PAGER, else less where there is one.
 *
 * @param command for the shell; empty if there is to be none
 * @param rows of the terminal
 */
record PagerChoice(String command, int rows) {

    static final PagerChoice NONE = new PagerChoice("", 0);

    private static final String OWN = "CLOUDTIK_PAGER";
    private static final String COMMON = "PAGER";
    private static final String DEFAULT = "if command -v less > /dev/null; then exec less; else exec cat; fi";
    private static final Set<String> NO_PAGER = Set.of("", "cat");
    private static final int DEFAULT_ROWS = 24;

    /** @param properties the start script's: {@code cloudtik.terminal} names the streams, {@code cloudtik.rows} the height */
    static PagerChoice of(Map<?, ?> properties, Map<String, String> environment) {
        String streams = String.valueOf(properties.get("cloudtik.terminal"));
        boolean isTerminal = Set.of(streams.split(",")).contains("out");
        boolean isDumb = environment.getOrDefault("TERM", "dumb").equals("dumb") || isSet(environment, "CI");
        // A variable that is there and empty says that there is to be none, as for git.
        String command = environment.getOrDefault(OWN, environment.getOrDefault(COMMON, DEFAULT)).strip();
        if (!isTerminal || isDumb || isSet(environment, "NO_PAGER") || NO_PAGER.contains(command)) {
            return NONE;
        }
        String rows = String.valueOf(properties.get("cloudtik.rows"));
        return new PagerChoice(command, rows.matches("[1-9]\\d{0,4}") ? Integer.parseInt(rows) : DEFAULT_ROWS);
    }

    private static boolean isSet(Map<String, String> environment, String name) {
        return !environment.getOrDefault(name, "").isEmpty();
    }

    boolean isWanted() {
        return !command.isEmpty();
    }
}
