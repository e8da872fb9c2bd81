package io.cloudtik.shell.terminal;

import java.util.Map;
import java.util.Set;

/**
 * What of a process's streams is a terminal, and what may be shown there.
 *
 * @param canAsk whether somebody can be asked and answer
 * @param outColoured whether results may be coloured
 * @param live whether progress may redraw its lines
 * @param columns the width of the terminal
 * @param outColumns the width to write results for: where they are no terminal's, wide enough that none is broken
 */
record Look(boolean canAsk, boolean outColoured, boolean errColoured, boolean live, int columns, int outColumns) {

    /** A line of results stays a line for programs that read them. */
    static final int UNBROKEN = 1 << 20;
    private static final int DEFAULT_COLUMNS = 100;
    private static final int LEAST_COLUMNS = 20;

    static final Look PLAIN = new Look(false, false, false, false, DEFAULT_COLUMNS, UNBROKEN);

    /** @param properties the start script's: {@code cloudtik.terminal} names the streams, {@code cloudtik.columns} the width */
    static Look of(Map<?, ?> properties, Map<String, String> environment) {
        Set<String> terminals = Set.of(text(properties, "cloudtik.terminal").split(","));
        boolean dumb = environment.getOrDefault("TERM", "dumb").equals("dumb") || isSet(environment, "CI");
        boolean colours = !dumb && !isSet(environment, "NO_COLOR");
        boolean err = terminals.contains("err");
        int said = columns(environment.getOrDefault("COLUMNS", ""), 0);
        int columns = columns(text(properties, "cloudtik.columns"), said == 0 ? DEFAULT_COLUMNS : said);
        return new Look(
                err && terminals.contains("in"),
                colours && terminals.contains("out"),
                colours && err,
                err && !dumb,
                columns,
                terminals.contains("out") ? columns : said == 0 ? UNBROKEN : said);
    }

    /** The same without colours. */
    Look plain() {
        return new Look(canAsk, false, false, live, columns, outColumns);
    }

    private static boolean isSet(Map<String, String> environment, String name) {
        return !environment.getOrDefault(name, "").isEmpty();
    }

    private static String text(Map<?, ?> properties, String name) {
        return properties.get(name) instanceof String text ? text : "";
    }

    private static int columns(String text, int otherwise) {
        int columns = text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
        return columns == 0 ? otherwise : Math.max(columns, LEAST_COLUMNS);
    }
}
