package io.cloudtik.shell.view;

import java.util.Locale;

/** How a result is written: for people, or for programs. */
public enum OutputFormat {
    TABLE,
    JSON,
    YAML;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
