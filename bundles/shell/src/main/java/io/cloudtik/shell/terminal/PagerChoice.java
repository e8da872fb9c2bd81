package io.cloudtik.shell.terminal;

import java.util.Map;
import java.util.Set;

/**
 * Which program shows long results page by page: that of CLOUDTIK_PAGER, else of PAGER, else less where there is one.
 *
 * @param command for the shell; empty if there is to be none
 * @param rows of the terminal
 * @param columns of the terminal
 */
record PagerChoice(String command, int rows, int columns) {

    static final PagerChoice NONE = new PagerChoice("", 0, 0);

    private static final String OWN = "CLOUDTIK_PAGER";
    private static final String COMMON = "PAGER";
    private static final String DEFAULT = "if command -v less > /dev/null; then exec less; else exec cat; fi";
    private static final Set<String> NO_PAGER = Set.of("", "cat");
    private static final int DEFAULT_ROWS = 24;
    private static final int DEFAULT_COLUMNS = 80;

    /**
     * @param properties the start script's: {@code cloudtik.terminal} names the streams, {@code cloudtik.rows} the height,
     *     {@code cloudtik.columns} the width
     */
    static PagerChoice of(Map<?, ?> properties, Map<String, String> environment) {
        String streams = String.valueOf(properties.get("cloudtik.terminal"));
        boolean isTerminal = Set.of(streams.split(",")).contains("out");
        boolean isDumb = environment.getOrDefault("TERM", "dumb").equals("dumb") || isSet(environment, "CI");
        // A variable that is there and empty says that there is to be none, as for git.
        String command = environment.getOrDefault(OWN, environment.getOrDefault(COMMON, DEFAULT)).strip();
        if (!isTerminal || isDumb || isSet(environment, "NO_PAGER") || NO_PAGER.contains(command)) {
            return NONE;
        }
        return new PagerChoice(
                command, size(properties, "cloudtik.rows", DEFAULT_ROWS), size(properties, "cloudtik.columns", DEFAULT_COLUMNS));
    }

    private static int size(Map<?, ?> properties, String name, int otherwise) {
        String size = String.valueOf(properties.get(name));
        return size.matches("[1-9]\\d{0,4}") ? Integer.parseInt(size) : otherwise;
    }

    private static boolean isSet(Map<String, String> environment, String name) {
        return !environment.getOrDefault(name, "").isEmpty();
    }

    boolean isWanted() {
        return !command.isEmpty();
    }
}
