package io.cloudtik.provider.local.client;

import io.cloudtik.provider.local.folder.DurableFiles;
import io.cloudtik.provider.local.folder.LocalRoot;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * The host process's own copy of its jars, below the local root. The distribution it was started from may be built anew, or
 * vanish with the head whose container started it, while the host and its nodes live on.
 */
final class InstalledProgram {

    private InstalledProgram() {}

    /** The class path of the copy, made if it is not there yet. Folders of classes are used where they are. */
    static String classPath(String original, LocalRoot root) throws IOException {
        List<Path> jars = new ArrayList<>();
        List<String> elements = new ArrayList<>();
        for (String element : original.split(File.pathSeparator)) {
            if (element.endsWith(File.separator + "*")) {
                jars.addAll(jarsIn(Path.of(element.substring(0, element.length() - 2))));
            } else if (Files.isRegularFile(Path.of(element))) {
                jars.add(Path.of(element));
            } else {
                elements.add(element);
            }
        }
        Path folder = copy(jars, root.folder().resolve("program"));
        jars.forEach(jar -> elements.add(folder.resolve(jar.getFileName()).toString()));
        return String.join(File.pathSeparator, elements);
    }

    private static List<Path> jarsIn(Path folder) throws IOException {
        TreeSet<Path> jars = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
            files.forEach(jars::add);
        }
        return List.copyOf(jars);
    }

    /** Known by its content, so that an upgraded platform brings its own host and never changes a running one's. */
    private static Path copy(List<Path> jars, Path programs) throws IOException {
        Path folder = programs.resolve(hash(jars));
        if (!Files.isDirectory(folder)) {
            DurableFiles.createPrivateFolder(programs);
            Path fresh = Files.createTempDirectory(programs, "new-");
            for (Path jar : jars) {
                Files.copy(jar, fresh.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
            Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
        }
        return folder;
    }

    /** By size and checksum of each jar: Java has the processor compute a CRC, while a SHA-256 of them takes a tenth of a second. */
    private static String hash(List<Path> jars) throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path jar : jars) {
            byte[] content = Files.readAllBytes(jar);
            CRC32 crc32 = new CRC32();
            crc32.update(content);
            CRC32C crc32c = new CRC32C();
            crc32c.update(content);
            all.append(jar.getFileName()).append(' ').append(content.length).append(' ')
                    .append(crc32.getValue()).append(' ').append(crc32c.getValue()).append('\n');
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(all.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
