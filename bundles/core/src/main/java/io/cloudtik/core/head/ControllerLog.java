package io.cloudtik.core.head;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.core.control.LogPiece;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;

/** The log of this head's container, for whoever follows it. */
final class ControllerLog {

    private static final int LARGEST_PIECE = 256 * 1024;

    private final Path file;

    ControllerLog(Path home) {
        this.file = home.resolve("logs/container.log");
    }

    /** The last lines, as far as they are in the last 256 KiB. */
    LogPiece last(int lines) {
        return read((in, length) -> {
            byte[] end = piece(in, Math.max(0, length - LARGEST_PIECE), length);
            int from = end.length;
            // One more end of a line than lines: the last one's own is the first that is met.
            for (int ends = 0; from > 0; from--) {
                if (end[from - 1] == '\n' && ++ends > lines) {
                    break;
                }
            }
            return new LogPiece(base64(end, from), length);
        });
    }

    /** What follows an offset; a log that is shorter by now was begun anew, and is told from its beginning. */
    LogPiece after(long offset) {
        return read((in, length) -> {
            long from = offset > length ? 0 : offset;
            byte[] text = piece(in, from, Math.min(length, from + LARGEST_PIECE));
            return new LogPiece(base64(text, 0), from + text.length);
        });
    }

    private interface Reading {
        LogPiece of(RandomAccessFile in, long length) throws IOException;
    }

    private LogPiece read(Reading reading) {
        if (!Files.exists(file)) {
            return new LogPiece("", 0);
        }
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            return reading.of(in, in.length());
        } catch (IOException e) {
            throw new PlatformException(Kind.UNAVAILABLE, file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static byte[] piece(RandomAccessFile in, long from, long to) throws IOException {
        byte[] bytes = new byte[(int) (to - from)];
        in.seek(from);
        in.readFully(bytes);
        return bytes;
    }

    private static String base64(byte[] bytes, int from) {
        return Base64.getEncoder().encodeToString(Arrays.copyOfRange(bytes, from, bytes.length));
    }
}
