package io.cloudtik.itest.cluster;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A folder that others write in while it is looked at: what vanishes meanwhile, or others keep from us, is left out. */
final class LiveFolder {

    private LiveFolder() {}

    private static final long SMALL = 4 << 20;

    /** All folders and files in it, itself included; links are not followed and left out. */
    static List<Path> all(Path folder) throws IOException {
        return all(folder, Integer.MAX_VALUE);
    }

    private static List<Path> all(Path folder, int depth) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(folder, Set.of(), depth, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                found.add(directory);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (!attributes.isSymbolicLink()) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                return goOnIfGoneOrNotOurs(failure);
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                return failure == null ? FileVisitResult.CONTINUE : goOnIfGoneOrNotOurs(failure);
            }
        });
        return found;
    }

    static List<Path> regularFiles(Path folder) throws IOException {
        return all(folder).stream().filter(Files::isRegularFile).toList();
    }

    /** Those that are not deeper than this, where we may look. */
    static List<Path> regularFiles(Path folder, int depth) throws IOException {
        return all(folder, depth).stream().filter(Files::isRegularFile).toList();
    }

    /** Whether it was written since, and can be read as a whole. */
    static boolean isSmallAndYoungerThan(Path file, FileTime time) {
        try {
            return Files.getLastModifiedTime(file).compareTo(time) > 0 && Files.size(file) < SMALL;
        } catch (IOException gone) {
            return false;
        }
    }

    private static FileVisitResult goOnIfGoneOrNotOurs(IOException failure) throws IOException {
        if (failure instanceof NoSuchFileException || failure instanceof AccessDeniedException) {
            return FileVisitResult.CONTINUE;
        }
        throw failure;
    }
}
