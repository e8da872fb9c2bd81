package io.cloudtik.core.config;

import io.cloudtik.api.problem.Place;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads the text of a configuration file, and refuses at its place what no parser should see: more than 1 MiB, another
 * encoding than UTF-8, characters that steer a terminal.
 */
final class SourceText {

    private static final int LARGEST_FILE = 1 << 20;
    /** The parser's effort for one line grows with its square. */
    private static final int LONGEST_LINE = 1 << 15;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private SourceText() {}

    static String read(Path file) {
        String label = file.toString();
        String text = decode(label, bytes(file, label));
        return checked(label, text.startsWith(String.valueOf(BYTE_ORDER_MARK)) ? text.substring(1) : text);
    }

    private static byte[] bytes(Path file, String label) {
        try {
            if (!Files.exists(file)) {
                throw YamlReader.refused(Place.in(label), "there is no such file", "check the path");
            }
            if (!Files.isRegularFile(file)) {
                throw YamlReader.refused(Place.in(label), "this is not a file", "check the path");
            }
            // The size is no promise: the file may grow, and some of /proc say 0.
            try (InputStream in = Files.newInputStream(file)) {
                byte[] bytes = in.readNBytes(LARGEST_FILE + 1);
                if (bytes.length > LARGEST_FILE) {
                    throw YamlReader.refused(
                            Place.in(label), "the file is larger than 1 MiB", "a configuration is a short text");
                }
                return bytes;
            }
        } catch (IOException e) {
            throw YamlReader.refused(
                    Place.in(label), "the file cannot be read: " + e.getMessage(), "check its permissions");
        }
    }

    private static String decode(String label, byte[] bytes) {
        if (startsWith(bytes, 0xFE, 0xFF) || startsWith(bytes, 0xFF, 0xFE)) {
            throw YamlReader.refused(Place.in(label), "the file is in UTF-16", "save it in UTF-8");
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        out.flip();
        if (result.isError()) {
            throw YamlReader.refused(
                    placeAfter(label, out),
                    "the file is not in UTF-8: byte 0x%02X".formatted(bytes[in.position()] & 0xFF),
                    "save it in UTF-8");
        }
        return out.toString();
    }

    private static boolean startsWith(byte[] bytes, int first, int second) {
        return bytes.length > 1 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
    }

    /** The text, if all of it may be shown on a terminal and handed to a process. */
    static String checked(String label, String text) {
        int line = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            line = c == '\n' ? 0 : line + 1;
            if (line > LONGEST_LINE) {
                throw YamlReader.refused(placeAfter(label, text.substring(0, i)),
                        "the line is longer than " + LONGEST_LINE + " characters", "a configuration is a short text");
            }
            if (isForbidden(c) || c == BYTE_ORDER_MARK) {
                throw YamlReader.refused(
                        placeAfter(label, text.substring(0, i)),
                        "this is no YAML: the character U+%04X is not allowed in it".formatted((int) c),
                        c == 0 ? "this looks like a file that is no text" : "remove it");
            }
        }
        return text;
    }

    /** Whether a character is one that steers terminals and ends texts: no value may have one, not even escaped. */
    static boolean isForbidden(char c) {
        return Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t';
    }

    private static Place placeAfter(String label, CharSequence before) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < before.length(); i++) {
            if (before.charAt(i) == '\n') {
                line++;
                column = 1;
            } else if (!Character.isLowSurrogate(before.charAt(i))) {
                column++;
            }
        }
        return new Place(label, line, column);
    }
}
