package io.cloudtik.state.redis;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a server has appended to its log: commands as it takes them from clients, {@code *words}, then {@code $bytes} and the
 * bytes of each word, every line ended by CR LF.
 */
final class AppendOnlyLog {

    /** @param offset where its first byte lies in the file */
    record Word(int offset, int length, String text) {}

    /** @param offset where it begins in the file */
    record Command(int offset, List<Word> words) {

        boolean is(String name) {
            return words.get(0).text().equalsIgnoreCase(name);
        }

        /** What an HSET sets a field to. */
        Optional<Word> value(String field) {
            for (int name = 2; name < words.size() - 1; name += 2) {
                if (words.get(name).text().equals(field)) {
                    return Optional.of(words.get(name + 1));
                }
            }
            return Optional.empty();
        }
    }

    private final byte[] bytes;
    private int position;

    private AppendOnlyLog(byte[] bytes) {
        this.bytes = bytes;
    }

    static Path fileOf(RunningRedis redis, String server) throws IOException {
        try (Stream<Path> files = Files.list(redis.planFolder().resolve("redis-data").resolve(server))) {
            return files.filter(file -> file.toString().endsWith(".incr.aof")).findFirst().orElseThrow();
        }
    }

    static List<Command> commandsIn(byte[] bytes) {
        AppendOnlyLog log = new AppendOnlyLog(bytes);
        List<Command> commands = new ArrayList<>();
        while (log.position < bytes.length) {
            commands.add(log.command());
        }
        return commands;
    }

    private Command command() {
        int start = position;
        int count = number('*');
        List<Word> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int length = number('$');
            words.add(new Word(position, length, new String(bytes, position, length, StandardCharsets.UTF_8)));
            position += length + 2;
        }
        return new Command(start, words);
    }

    private int number(char mark) {
        if (bytes[position] != mark) {
            throw new IllegalStateException("no '" + mark + "' at byte " + position + " of the log");
        }
        int end = position;
        while (bytes[end] != '\r') {
            end++;
        }
        int number = Integer.parseInt(new String(bytes, position + 1, end - position - 1, StandardCharsets.US_ASCII));
        position = end + 2;
        return number;
    }
}
