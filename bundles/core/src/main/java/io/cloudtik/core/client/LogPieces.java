package io.cloudtik.core.client;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Takes what the script that reads logs prints, makes lines of it, and remembers how far each log was read, so that another
 * run goes on there.
 */
final class LogPieces {

    /** A place in a log. */
    record Position(String inode, long offset) {

        static final Position BEGIN = new Position("-", 0);
    }

    private final BiConsumer<String, String> lines;
    private final Map<String, Position> positions = new HashMap<>();
    private final Map<String, ByteArrayOutputStream> unfinished = new HashMap<>();
    private final ByteArrayOutputStream header = new ByteArrayOutputStream();
    private String log = "";
    private Position after = Position.BEGIN;
    private long left;

    /** @param lines takes each line with the log it is of */
    LogPieces(BiConsumer<String, String> lines) {
        this.lines = lines;
    }

    Position position(String log) {
        return positions.getOrDefault(log, Position.BEGIN);
    }

    void accept(byte[] bytes, int length) {
        int position = 0;
        while (position < length) {
            if (left == 0) {
                position = acceptHeader(bytes, position, length);
            } else {
                int count = (int) Math.min(left, length - position);
                acceptContent(bytes, position, count);
                position += count;
            }
        }
    }

    private int acceptHeader(byte[] bytes, int from, int length) {
        int position = from;
        while (position < length && bytes[position] != '\n') {
            header.write(bytes[position++]);
        }
        if (position < length) {
            begin(header.toString(StandardCharsets.UTF_8));
            header.reset();
            position++;
        }
        return position;
    }

    /** Split from its end: a name may hold spaces. */
    private void begin(String text) {
        String[] words = text.split(" ");
        if (words.length < 4 || !text.startsWith("@")) {
            throw new IllegalArgumentException("no header of a piece: " + text);
        }
        left = Long.parseLong(words[words.length - 1]);
        after = new Position(words[words.length - 3], Long.parseLong(words[words.length - 2]));
        log = text.substring(1, text.length()
                - words[words.length - 1].length() - words[words.length - 2].length() - words[words.length - 3].length() - 3);
        if (left == 0) {
            positions.put(log, after);
        }
    }

    private void acceptContent(byte[] bytes, int from, int count) {
        ByteArrayOutputStream line = unfinished.computeIfAbsent(log, name -> new ByteArrayOutputStream());
        for (int i = from; i < from + count; i++) {
            if (bytes[i] == '\n') {
                emit(log, line);
            } else if (bytes[i] != 0 && bytes[i] != '\r') {
                line.write(bytes[i]);
            }
        }
        left -= count;
        positions.put(log, new Position(after.inode(), after.offset() - left));
    }

    private void emit(String name, ByteArrayOutputStream line) {
        lines.accept(name, line.toString(StandardCharsets.UTF_8));
        line.reset();
    }

    /** A run was cut off, perhaps in the middle of a piece; the next one begins with a header. */
    void cutOff() {
        header.reset();
        left = 0;
    }

    /** There is no more: lines that were not ended are told too. */
    void end() {
        unfinished.forEach((name, line) -> {
            if (line.size() > 0) {
                emit(name, line);
            }
        });
    }
}
