package io.cloudtik.core.console;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.problem.Secret;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;

/** Where a container's console listens on 127.0.0.1 and what it wants to hear first, as its file says (mode 0600). */
public record ConsoleAddress(int port, Secret token) {

    /** Relative to a container's home. */
    public static final String FILE = "run/console.properties";

    /** @throws PlatformException INVALID if it is none */
    public static ConsoleAddress parse(String text) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
            return new ConsoleAddress(
                    Integer.parseInt(properties.getProperty("port", "")), Secret.of(properties.getProperty("token", "")));
        } catch (IOException | IllegalArgumentException e) {
            throw new PlatformException(Kind.INVALID, "the address of a container's shell cannot be read", e);
        }
    }

    void write(Path home) throws IOException {
        Path file = home.resolve(FILE);
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, "port=" + port + "\ntoken=" + token.reveal() + "\n");
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
