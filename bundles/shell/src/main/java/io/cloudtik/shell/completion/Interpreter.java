package io.cloudtik.shell.completion;

import java.util.List;
import java.util.Locale;
import picocli.CommandLine;

/** A shell that can complete. */
public enum Interpreter {
    BASH,
    ZSH,
    FISH;

    /** The script that teaches it the verbs, options and files of this command line. */
    public String script(CommandLine root) {
        List<Place> places = Place.of(root);
        return switch (this) {
            case BASH -> new BashScript(places).text();
            case ZSH -> new ZshScript(places).text();
            case FISH -> new FishScript(places).text();
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
