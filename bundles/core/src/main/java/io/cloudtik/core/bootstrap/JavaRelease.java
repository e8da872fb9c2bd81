package io.cloudtik.core.bootstrap;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * What a Java's file {@code release} tells.
 *
 * @param version its feature version
 * @param platform what it runs on, such as {@code Linux x86_64}, as {@code uname -sm} says it
 */
record JavaRelease(int version, String platform) {

    /** @throws PlatformException INVALID if there is no such file in the Java's home, or it does not tell */
    static JavaRelease of(Path home) {
        Properties release = new Properties();
        try (Reader reader = Files.newBufferedReader(home.resolve("release"))) {
            release.load(reader);
        } catch (IOException e) {
            throw new PlatformException(Kind.INVALID, "the Java in " + home + " does not tell its version", e);
        }
        String version = text(release, "JAVA_VERSION").replaceFirst("^1\\.", "").replaceFirst("[^0-9].*", "");
        if (version.isEmpty()) {
            throw new PlatformException(Kind.INVALID, "the Java in " + home + " does not tell its version");
        }
        return new JavaRelease(Integer.parseInt(version), text(release, "OS_NAME") + " " + text(release, "OS_ARCH"));
    }

    private static String text(Properties release, String key) {
        return release.getProperty(key, "").replace("\"", "");
    }
}
