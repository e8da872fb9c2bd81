package io.cloudtik.node.artifact;

import io.cloudtik.node.system.AtomicFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A folder with the files of one artifact and a manifest of their names, sizes and hashes. It is made under another name
 * and renamed, so that where it is, it is whole; a file that was cut or removed afterwards is noticed by its size.
 */
final class ArtifactFolder {

    private static final String MANIFEST = ".cloudtik-manifest";

    private final Path folder;

    ArtifactFolder(Path folder) {
        this.folder = folder;
    }

    Path path() {
        return folder;
    }

    boolean isWhole() throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(folder.resolve(MANIFEST));
        } catch (NoSuchFileException e) {
            return false;
        }
        for (String line : lines) {
            String[] fields = line.split(" ", 3);
            Path file = folder.resolve(fields[2]);
            if (!Files.isRegularFile(file) || Files.size(file) != Long.parseLong(fields[1])) {
                return false;
            }
        }
        return !lines.isEmpty();
    }

    /** Makes it anew of these files; the caller holds the artifact's lock. A damaged one is replaced. */
    void assemble(Map<String, Path> files) throws IOException {
        Path temporary = beside(".new");
        Path old = beside(".old");
        AtomicFiles.deleteTree(temporary);
        AtomicFiles.deleteTree(old);
        AtomicFiles.makeFolder(temporary);
        List<String> manifest = new ArrayList<>();
        for (Map.Entry<String, Path> file : new TreeMap<>(files).entrySet()) {
            Path target = temporary.resolve(file.getKey());
            link(file.getValue(), target);
            manifest.add(Digests.of(target) + " " + Files.size(target) + " " + file.getKey());
        }
        String text = String.join("\n", manifest) + "\n";
        AtomicFiles.write(temporary.resolve(MANIFEST), text.getBytes(StandardCharsets.UTF_8), 0644);
        if (Files.exists(folder)) {
            Files.move(folder, old, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(temporary, folder, StandardCopyOption.ATOMIC_MOVE);
        AtomicFiles.deleteTree(old);
    }

    /** A hard link costs nothing; another disk, another owner or a poor file system costs a copy. */
    private static void link(Path source, Path target) throws IOException {
        try {
            Files.createLink(target, source.toRealPath());
        } catch (FileSystemException | UnsupportedOperationException e) {
            Files.copy(source, target);
        }
    }

    private Path beside(String suffix) {
        return folder.resolveSibling("." + folder.getFileName() + suffix);
    }
}
