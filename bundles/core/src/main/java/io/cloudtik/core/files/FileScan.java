package io.cloudtik.core.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads one file or one folder with all below it. A link is followed as long as it leads to something below the same root;
 * one that leads out of it is refused, as is what is neither file nor folder.
 */
final class FileScan {

    private static final int MOST_FILES = 100_000;
    private static final int OWN_FOLDER_BITS = 0700;

    /** Why a file cannot be given to nodes, for the user. */
    static final class Refusal extends IOException {
        private static final long serialVersionUID = 1L;

        Refusal(String message) {
            super(message);
        }
    }

    private final FileRules rules;
    private final ContentHashes hashes;
    private final List<SourceFile> found = new ArrayList<>();
    private Path root;

    private FileScan(FileRules rules, ContentHashes hashes) {
        this.rules = rules;
        this.hashes = hashes;
    }

    /**
     * @throws NoSuchFileException if there is no such source
     * @throws Refusal if something below it cannot be given to nodes
     */
    static Collection<SourceFile> of(Path source, String target, FileRules rules, ContentHashes hashes)
            throws IOException {
        FileScan scan = new FileScan(rules, hashes);
        scan.root = source.toRealPath();
        if (Files.isDirectory(scan.root)) {
            scan.folder(scan.root, target, "", rules, List.of());
        } else {
            scan.file(scan.root, target);
        }
        return scan.found;
    }

    private void folder(Path folder, String target, String relative, FileRules above, List<Path> around)
            throws IOException {
        add(new SourceFile(folder, target, mode(folder) | OWN_FOLDER_BITS, ""));
        FileRules here = above.within(folder, relative);
        List<Path> parents = new ArrayList<>(around);
        parents.add(folder);
        for (Path child : children(folder)) {
            String name = child.getFileName().toString();
            String path = relative.isEmpty() ? name : relative + "/" + name;
            boolean isFolder = Files.isDirectory(child);
            if (here.leavesOut(path, isFolder)) {
                continue;
            }
            if (name.chars().anyMatch(c -> c < ' ' || c == 127)) {
                throw new Refusal("the name of a file in " + folder + " has a control character in it");
            }
            Path real = resolved(child, parents);
            if (isFolder) {
                folder(real, target + "/" + name, path, here, parents);
            } else {
                file(real, target + "/" + name);
            }
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        }
    }

    private Path resolved(Path child, List<Path> around) throws IOException {
        if (!Files.isSymbolicLink(child)) {
            return child;
        }
        if (!Files.exists(child)) {
            throw new Refusal("the link " + child + " leads to nothing");
        }
        Path real = child.toRealPath();
        if (!real.startsWith(root)) {
            throw new Refusal("the link " + child + " leads out of " + root + ", to " + real);
        }
        if (around.contains(real)) {
            throw new Refusal("the link " + child + " leads to a folder it lies in");
        }
        return real;
    }

    private void file(Path file, String target) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new Refusal(file + " is neither a file nor a folder");
        }
        if (!Files.isReadable(file)) {
            throw new AccessDeniedException(file.toString());
        }
        add(new SourceFile(file, target, mode(file), hashes.sha256(file)));
    }

    private void add(SourceFile file) throws Refusal {
        found.add(file);
        if (found.size() > MOST_FILES) {
            throw new Refusal(root + " holds more than " + MOST_FILES + " files");
        }
    }

    private static int mode(Path path) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
        int mode = 0;
        for (PosixFilePermission permission : permissions) {
            mode |= 0400 >> permission.ordinal();
        }
        return mode;
    }
}
