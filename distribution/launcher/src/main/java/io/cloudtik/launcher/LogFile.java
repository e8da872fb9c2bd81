package io.cloudtik.launcher;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The log of this process, ready before the first logger asks for it. */
final class LogFile {

    private LogFile() {}

    /** Must run before the first logger is made: logback is configured then. */
    static void open(Setup setup) throws LaunchFailure {
        setup.ownFolder(".");
        setup.ownFolder("logs");
        makePrivate(setup.logFile());
        System.setProperty(Logging.FILE_PROPERTY, setup.logFile().toString());
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
