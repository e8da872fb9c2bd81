package io.cloudtik.shell.terminal;

import java.util.Map;
import java.util.Set;

/**
 * What of a process's streams is a terminal, and what may be shown there.
 *
 * @param canAsk whether somebody can be asked and answer
 * @param outColoured whether results may be coloured
 * @param live whether progress may redraw its lines
 * @param columns the width to write for
 */
record Look(boolean canAsk, boolean outColoured, boolean errColoured, boolean live, int columns) {

    private static final int DEFAULT_COLUMNS = 100;
    private static final int LEAST_COLUMNS = 20;

    static final Look PLAIN = new Look(false, false, false, false, DEFAULT_COLUMNS);

    /** @param properties the start script's: {@code cloudtik.terminal} names the streams, {@code cloudtik.columns} the width */
    static Look of(Map<?, ?> properties, Map<String, String> environment) {
        Set<String> terminals = Set.of(text(properties, "cloudtik.terminal").split(","));
        boolean dumb = environment.getOrDefault("TERM", "dumb").equals("dumb") || isSet(environment, "CI");
        boolean colours = !dumb && !isSet(environment, "NO_COLOR");
        boolean err = terminals.contains("err");
        return new Look(
                err && terminals.contains("in"),
                colours && terminals.contains("out"),
                colours && err,
                err && !dumb,
                columns(text(properties, "cloudtik.columns")));
    }

    /** The same without colours. */
    Look plain() {
        return new Look(canAsk, false, false, live, columns);
    }

    private static boolean isSet(Map<String, String> environment, String name) {
        return !environment.getOrDefault(name, "").isEmpty();
    }

    private static String text(Map<?, ?> properties, String name) {
        return properties.get(name) instanceof String text ? text : "";
    }

    private static int columns(String text) {
        int columns = text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
        return columns == 0 ? DEFAULT_COLUMNS : Math.max(columns, LEAST_COLUMNS);
    }
}
