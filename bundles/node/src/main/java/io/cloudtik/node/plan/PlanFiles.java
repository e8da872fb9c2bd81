package io.cloudtik.node.plan;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.runtime.PlannedFile;
import io.cloudtik.node.system.AtomicFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The planned files of one folder. Remembers in {@code .cloudtik-files} which ones are its own, to remove them later. */
public final class PlanFiles {

    private static final String INDEX = ".cloudtik-files";

    private final Path folder;

    public PlanFiles(Path folder) {
        this.folder = folder;
    }

    /** What the file is to hold. */
    static byte[] content(PlannedFile file, PlanVariables variables) {
        return switch (file.encoding()) {
            case TEXT -> variables.fill(file.content()).getBytes(StandardCharsets.UTF_8);
            case BASE64 -> Base64.getDecoder().decode(file.content());
        };
    }

    /** Writes the file if it is not as it should be. */
    public void write(PlannedFile file, PlanVariables variables) {
        Path path = folder.resolve(file.path());
        try {
            if (file.onlyIfMissing() && Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                return;
            }
            byte[] content = content(file, variables);
            if (!isAsWanted(path, content, file.mode())) {
                AtomicFiles.makeFolder(path.getParent());
                AtomicFiles.write(path, content, file.mode());
            }
        } catch (IOException e) {
            throw new PlatformException(Kind.UNAVAILABLE, "cannot write " + path + ": " + e.getMessage(), e);
        }
    }

    /** Removes what earlier plans wrote and this one does not have. */
    public void retain(List<PlannedFile> planned) {
        Set<String> wanted = new TreeSet<>();
        planned.forEach(file -> wanted.add(file.path()));
        Path index = folder.resolve(INDEX);
        try {
            AtomicFiles.makeFolder(folder);
            Set<String> known = Files.exists(index) ? new TreeSet<>(Files.readAllLines(index)) : new TreeSet<>();
            if (known.equals(wanted)) {
                return;
            }
            // First the union: whenever we are cut off, no file of ours is forgotten.
            Set<String> all = new TreeSet<>(known);
            all.addAll(wanted);
            AtomicFiles.write(index, String.join("\n", all));
            known.removeAll(wanted);
            for (String path : known) {
                remove(folder.resolve(path));
            }
            AtomicFiles.write(index, String.join("\n", wanted));
        } catch (IOException e) {
            throw new PlatformException(Kind.UNAVAILABLE, "cannot tidy up " + folder + ": " + e.getMessage(), e);
        }
    }

    private void remove(Path file) throws IOException {
        Files.deleteIfExists(file);
        try {
            for (Path parent = file.getParent(); !parent.equals(folder); parent = parent.getParent()) {
                Files.delete(parent);
            }
        } catch (DirectoryNotEmptyException | NoSuchFileException e) {
            // Others live there, or it was tidied before: it stays as it is.
            return;
        }
    }

    private static boolean isAsWanted(Path path, byte[] content, int mode) throws IOException {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                && Files.size(path) == content.length
                && Files.getPosixFilePermissions(path).equals(AtomicFiles.permissions(mode))
                && Arrays.equals(Files.readAllBytes(path), content);
    }
}
