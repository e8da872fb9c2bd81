package io.cloudtik.core.config;

import java.nio.file.Path;

/** Paths as people write them. */
final class HomePath {

    private HomePath() {}

    /** The path, with {@code ~/} at its beginning read as the home of whoever runs this. */
    static Path of(String text) {
        if (text.equals("~") || text.startsWith("~/")) {
            return Path.of(System.getProperty("user.home")).resolve(text.substring(Math.min(2, text.length())));
        }
        return Path.of(text);
    }
}
