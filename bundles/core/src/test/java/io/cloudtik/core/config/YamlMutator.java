package io.cloudtik.core.config;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes of good files bad ones, the same for the same seed: small slips of a hand, and things that nobody types. */
final class YamlMutator {

    private static final List<String> HOSTILE = List.of(
            "\0", "\u0007", "\u001b[2J", "\uFEFF", "\uFFFE", "\u2028", "\u202e", "\t", "'", "\"", "`id`", "$(id)", "; rm -rf ~",
            "../../etc/passwd", "${env:HOME}", "${file:/etc/passwd}", "${env:}", "<<: *a", "&a [*a]", "&a", "*a", "*nobody",
            "!!binary x", "!!python/object:os.system x", "!tag", "? ", "- - - ", "{", "}", "[", "]", "{[}]", ": ", "#", "|", ">",
            "%YAML 9.9", "---", "...", "~", "null", ".nan", "-.inf", "1e999", "0x", "0o9", "-0", "99999999999999999999", "yes",
            "++", "from: local/small", "from: a/../b", "\"\\0\"", "\"\\uD800\"", "\"\\x1b\"", "\r", "\r\n", "\n\n", "é", "\uD83D\uDE00",
            "a".repeat(5_000), "[".repeat(60), "{a: ".repeat(60), "- ".repeat(60), "cluster_name: x", "runtime: {types: [spark]}",
            "min_workers: -1", "max_workers: 1e3", "docker: {enabled: True}", "provider: {type: local, nodes: [{ip: a}]}");

    private final Random random;
    private final List<byte[]> corpus;

    YamlMutator(long seed, List<byte[]> corpus) {
        this.random = new Random(seed);
        this.corpus = corpus;
    }

    byte[] next() {
        byte[] file = pick(corpus);
        int steps = 1 + random.nextInt(4);
        for (int i = 0; i < steps; i++) {
            file = step(file);
        }
        return file;
    }

    private byte[] step(byte[] file) {
        return switch (random.nextInt(10)) {
            case 0 -> flippedBit(file);
            case 1 -> without(file);
            case 2 -> inserted(file, pick(HOSTILE).getBytes(StandardCharsets.UTF_8));
            case 3 -> inserted(file, new byte[] {(byte) random.nextInt(256)});
            case 4 -> truncated(file);
            case 5 -> spliced(file, pick(corpus));
            case 6 -> swappedLines(file);
            case 7 -> repeatedLine(file);
            case 8 -> shiftedLine(file);
            case 9 -> replacedValue(file);
            default -> throw new IllegalStateException();
        };
    }

    private byte[] flippedBit(byte[] file) {
        byte[] copy = file.clone();
        if (copy.length > 0) {
            copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return copy;
    }

    private byte[] without(byte[] file) {
        int from = at(file);
        int to = Math.min(file.length, from + 1 + random.nextInt(20));
        return joined(part(file, 0, from), part(file, to, file.length));
    }

    private byte[] inserted(byte[] file, byte[] what) {
        int at = at(file);
        return joined(part(file, 0, at), what, part(file, at, file.length));
    }

    private byte[] truncated(byte[] file) {
        return part(file, 0, at(file));
    }

    private byte[] spliced(byte[] file, byte[] other) {
        return joined(part(file, 0, at(file)), part(other, at(other), other.length));
    }

    private byte[] swappedLines(byte[] file) {
        List<String> lines = lines(file);
        int a = random.nextInt(lines.size());
        int b = random.nextInt(lines.size());
        String kept = lines.get(a);
        lines.set(a, lines.get(b));
        lines.set(b, kept);
        return bytes(lines);
    }

    private byte[] repeatedLine(byte[] file) {
        List<String> lines = lines(file);
        lines.add(random.nextInt(lines.size()), pick(lines));
        return bytes(lines);
    }

    private byte[] shiftedLine(byte[] file) {
        List<String> lines = lines(file);
        int at = random.nextInt(lines.size());
        lines.set(at, " ".repeat(random.nextInt(6)) + lines.get(at).stripLeading());
        return bytes(lines);
    }

    private byte[] replacedValue(byte[] file) {
        List<String> lines = lines(file);
        int at = random.nextInt(lines.size());
        lines.set(at, lines.get(at).replaceFirst(":.*", ": " + pick(HOSTILE).replace("\\", "\\\\").replace("$", "\\$")));
        return bytes(lines);
    }

    private int at(byte[] file) {
        return random.nextInt(file.length + 1);
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static List<String> lines(byte[] file) {
        return new ArrayList<>(List.of(new String(file, StandardCharsets.ISO_8859_1).split("\n", -1)));
    }

    private static byte[] bytes(List<String> lines) {
        return String.join("\n", lines).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] part(byte[] file, int from, int to) {
        return Arrays.copyOfRange(file, Math.min(from, to), to);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
