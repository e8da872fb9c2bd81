package io.cloudtik.core.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** The records of decisions, a compressed file each; the oldest go when there are too many. Used by one thread at a time. */
final class DecisionFiles {

    private static final String SUFFIX = ".json.gz";
    /** What a file takes on most disks at least. */
    private static final long BLOCK = 4096;

    private final Path folder;
    private final JournalFiles.Limits limits;
    private final FileAttribute<Set<PosixFilePermission>> mode;
    private Optional<TreeMap<String, Long>> known = Optional.empty();
    private long bytes;

    DecisionFiles(Path folder, JournalFiles.Limits limits, FileAttribute<Set<PosixFilePermission>> mode) {
        this.folder = folder;
        this.limits = limits;
        this.mode = mode;
    }

    Path folder() {
        return folder;
    }

    void keep(String id, String record) throws IOException {
        TreeMap<String, Long> sizes = known();
        Path fresh = folder.resolve(id + ".new");
        Files.deleteIfExists(fresh);
        try {
            Files.createFile(fresh, mode);
            Files.write(fresh, compressed(record));
            Files.move(fresh, folder.resolve(id + SUFFIX), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
        account(sizes, id, Files.size(folder.resolve(id + SUFFIX)));
        while (sizes.size() > 1 && (sizes.size() > limits.decisions() || bytes > limits.decisionBytes())) {
            bytes -= sizes.remove(dropOldest(sizes));
        }
    }

    private String dropOldest(TreeMap<String, Long> sizes) throws IOException {
        String oldest = sizes.firstKey();
        Files.deleteIfExists(folder.resolve(oldest + SUFFIX));
        return oldest;
    }

    Optional<String> find(String id) throws IOException {
        Path file = folder.resolve(id + SUFFIX);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private void account(TreeMap<String, Long> sizes, String id, long size) {
        long onDisk = (size + BLOCK - 1) / BLOCK * BLOCK;
        Long before = sizes.put(id, onDisk);
        bytes += onDisk - (before == null ? 0 : before);
    }

    /** By their ids, the oldest first; read from the folder once. */
    private TreeMap<String, Long> known() throws IOException {
        if (known.isEmpty()) {
            TreeMap<String, Long> sizes = new TreeMap<>(Comparator.comparing(DecisionFiles::numbers, DecisionFiles::compare)
                    .thenComparing(Comparator.naturalOrder()));
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    String name = file.getFileName().toString();
                    if (name.endsWith(SUFFIX)) {
                        account(sizes, name.substring(0, name.length() - SUFFIX.length()), Files.size(file));
                    }
                }
            }
            known = Optional.of(sizes);
        }
        return known.get();
    }

    /** The numbers in an id: d9-7 comes before d10-1. */
    private static List<Long> numbers(String id) {
        List<Long> numbers = new ArrayList<>();
        for (String part : id.split("\\D+")) {
            if (!part.isEmpty()) {
                numbers.add(Long.parseLong(part));
            }
        }
        return numbers;
    }

    private static int compare(List<Long> left, List<Long> right) {
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            int order = Long.compare(left.get(i), right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    private static byte[] compressed(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
