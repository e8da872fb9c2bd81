package io.cloudtik.launcher;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.management.JMException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The classes of a distribution as Java has read and checked them, in a file from which the next process maps them. The
 * start scripts name the file, after this Java and this distribution, and ask for it to be written when it is missing; Java
 * makes sure that it fits. Nothing depends on it but speed, so what fails here is not told to the user.
 */
final class ClassArchive {

    private static final Logger log = LoggerFactory.getLogger(ClassArchive.class);
    private static final String PROPERTY = "cloudtik.archive.write";
    private static final String SUFFIX = ".jsa";
    /** Each has some 15 MB; one for a verb, and those of other Javas and earlier distributions. */
    private static final int KEPT = 10;

    private final Path file;

    private ClassArchive(Path file) {
        this.file = file;
    }

    /** The archive this process was asked to write, if it was. */
    static Optional<ClassArchive> wanted(Map<?, ?> properties) {
        return Optional.ofNullable(properties.get(PROPERTY)).map(Object::toString).map(name -> new ClassArchive(Path.of(name)));
    }

    /** Writes the classes this process has, under another name first: who starts meanwhile finds the whole archive or none. */
    void write() {
        Path partial = file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid());
        try {
            OwnFolder.make(file.getParent());
            dump(partial);
            if (Files.exists(partial)) {
                Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
                deleteSurplus();
            }
        } catch (IOException | JMException | RuntimeException e) {
            log.debug("{} is not written", file, e);
            delete(partial);
        }
    }

    /** As {@code jcmd <this process> VM.cds dynamic_dump} does. */
    private static void dump(Path target) throws JMException {
        String[] words = {"dynamic_dump", target.toString()};
        Object answer = ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "vmCds",
                        new Object[] {words},
                        new String[] {String[].class.getName()});
        log.debug("{}", answer);
    }

    private void deleteSurplus() throws IOException {
        List<Path> archives = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(file.getParent(), "*" + SUFFIX)) {
            all.forEach(archives::add);
        }
        archives.sort(Comparator.comparing(ClassArchive::written).reversed());
        archives.stream().skip(KEPT).forEach(ClassArchive::delete);
    }

    private static FileTime written(Path archive) {
        try {
            return Files.getLastModifiedTime(archive);
        } catch (IOException e) {
            // Another process deleted it just now.
            return FileTime.fromMillis(0);
        }
    }

    private static void delete(Path archive) {
        try {
            Files.deleteIfExists(archive);
        } catch (IOException e) {
            log.debug("{} stays", archive, e);
        }
    }
}
