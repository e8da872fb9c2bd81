package io.cloudtik.api.spi.exec;

import java.util.Objects;

/**
 * How a command ended. Output is bounded: of each stream the last mebibyte is kept.
 *
 * @param exitCode 128 + n if signal n ended it
 */
public record CommandResult(int exitCode, String stdout, String stderr) {

    public CommandResult {
        Objects.requireNonNull(stdout, "stdout");
        Objects.requireNonNull(stderr, "stderr");
    }

    public boolean isSuccess() {
        return exitCode == 0;
    }
}
