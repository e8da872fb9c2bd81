package io.cloudtik.core.stage;

import java.util.Objects;

/**
 * One command of a user's at one stage.
 *
 * @param number counts from 1 within the stage
 * @param of how many commands the stage has
 * @param key the same only if the command and all that comes before it are the same; safe as a file's name
 */
public record Step(Stage stage, int number, int of, String command, String key) {

    public Step {
        Objects.requireNonNull(stage, "stage");
        Objects.requireNonNull(command, "command");
        Objects.requireNonNull(key, "key");
    }

    /** {@code setup command 2 of 3}. The command's text is not told: it may hold a secret. */
    public String title() {
        return stage.text() + " command " + number + " of " + of;
    }

    @Override
    public String toString() {
        return title();
    }
}
