package io.cloudtik.launcher;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The log of this process, ready before the first logger asks for it. */
final class LogFile {

    private LogFile() {}

    /** Must run before the first logger is made: logback reads its configuration then. */
    static void open(Setup setup) throws LaunchFailure {
        setup.ownFolder(".");
        setup.ownFolder("logs");
        makePrivate(setup.logFile());
        System.setProperty("cloudtik.log", setup.logFile().toString());
        Path configuration = setup.distribution().resolve("etc/logback-" + (setup.isNode() ? "container" : "client") + ".xml");
        if (System.getProperty("logback.configurationFile") == null && Files.isRegularFile(configuration)) {
            System.setProperty("logback.configurationFile", configuration.toString());
        }
    }

    private static void makePrivate(Path file) throws LaunchFailure {
        try {
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
        } catch (FileAlreadyExistsException e) {
            return;
        } catch (IOException e) {
            throw new LaunchFailure(file + " cannot be written: " + e + "; CLOUDTIK_HOME names another place", e);
        }
    }
}
