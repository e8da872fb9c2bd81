package io.cloudtik.node.service;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The output of one service, {@code <name>.log}, with {@code .1} to {@code .3} of what went before. The running process
 * keeps the file open for appending, so a long one is copied away and cut in place; what is written in between is lost.
 */
final class ServiceLog {

    private static final int KEPT = 3;
    private static final int LAST_LINE_WITHIN = 4096;
    private static final int LONGEST_DETAIL = 200;

    private final Path file;
    private final long longest;

    ServiceLog(Path file, long longest) {
        this.file = file;
        this.longest = longest;
    }

    Path file() {
        return file;
    }

    long size() throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    void rotateIfLong() throws IOException {
        if (size() <= longest) {
            return;
        }
        for (int number = KEPT; number > 1; number--) {
            Path newer = numbered(number - 1);
            if (Files.exists(newer)) {
                Files.move(newer, numbered(number), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.copy(file, numbered(1), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(0);
        }
    }

    /** The last line that is not blank, written after a position; fit to be shown on a terminal. */
    String lastLine(long from) throws IOException {
        long size = size();
        // Cut meanwhile, all of it is newer.
        long start = Math.max(size < from ? 0 : from, size - LAST_LINE_WITHIN);
        if (size <= start) {
            return "";
        }
        ByteBuffer tail = ByteBuffer.allocate((int) (size - start));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.position(start);
            while (tail.hasRemaining() && channel.read(tail) >= 0) {
                // read on
            }
        }
        String text = new String(tail.array(), 0, tail.position(), StandardCharsets.UTF_8).stripTrailing();
        String line = text.substring(text.lastIndexOf('\n') + 1)
                .replaceAll("\u001b\\[[0-9;?]*[ -/]*[@-~]", "")
                .replaceAll("\\p{Cntrl}", " ")
                .strip();
        return line.length() <= LONGEST_DETAIL ? line : line.substring(0, LONGEST_DETAIL) + "...";
    }

    private Path numbered(int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }
}
