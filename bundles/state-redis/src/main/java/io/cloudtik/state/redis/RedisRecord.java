package io.cloudtik.state.redis;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.state.StateKey;
import io.cloudtik.api.spi.state.StateValue;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A record as it lies in Redis: the values of {@link #FIELDS}, of which null is an absent one. The version is not part of
 * the checksum, since Redis itself counts that of volatile records; a wrong version only makes a writer read again. Nor is
 * the release of CloudTik that wrote it: nothing is decided by it, and the first records had none.
 */
final class RedisRecord {

    static final List<String> FIELDS = List.of("version", "epoch", "format", "checksum", "text", "release");

    /** Raised when older readers must not touch what this one writes. */
    private static final String FORMAT = "1";

    private static final int VERSION_FIELD = 0;
    private static final int EPOCH_FIELD = 1;
    private static final int FORMAT_FIELD = 2;
    private static final int CHECKSUM_FIELD = 3;
    private static final int TEXT_FIELD = 4;
    private static final int RELEASE_FIELD = 5;

    private final List<byte[]> fields;

    RedisRecord(List<byte[]> fields) {
        this.fields = fields;
    }

    /** What a writer sets, by field; the version apart. */
    static Map<String, String> fields(StateKey key, String text, long epoch, String release) {
        String writer = Long.toString(epoch);
        return Map.of(
                "epoch", writer,
                "format", FORMAT,
                "checksum", checksum(key, writer, FORMAT, Utf8.bytes(text)),
                "text", text,
                "release", release);
    }

    /** The same with the version, names and values in turn, as a script takes them. */
    static List<String> arguments(StateKey key, String text, long version, long epoch, String release) {
        List<String> all = new ArrayList<>(List.of("version", Long.toString(version)));
        fields(key, text, epoch, release).forEach((name, value) -> all.addAll(List.of(name, value)));
        return all;
    }

    boolean isAbsent() {
        return fields.stream().allMatch(Objects::isNull);
    }

    boolean isDamaged(StateKey key) {
        return fields.subList(0, RELEASE_FIELD).stream().anyMatch(Objects::isNull)
                || version().isEmpty()
                || !checksum(key, string(EPOCH_FIELD), string(FORMAT_FIELD), fields.get(TEXT_FIELD))
                        .equals(string(CHECKSUM_FIELD));
    }

    /** The value of a record that is neither absent nor damaged. */
    StateValue value(StateKey key) {
        if (!string(FORMAT_FIELD).equals(FORMAT)) {
            throw ofAnotherFormat(key);
        }
        return new StateValue(string(TEXT_FIELD), version().orElseThrow());
    }

    private PlatformException ofAnotherFormat(StateKey key) {
        Optional<String> release = Optional.ofNullable(fields.get(RELEASE_FIELD)).map(Utf8::text);
        return new PlatformException(
                        Kind.INVALID,
                        "the record " + key + " is of format " + string(FORMAT_FIELD) + ", written by "
                                + release.map(written -> "CloudTik " + written).orElse("a newer CloudTik")
                                + "; this one reads format " + FORMAT)
                .withRemedy(release.map(written -> "use CloudTik " + written + ", or a newer one")
                        .orElse("use the version of CloudTik that wrote it, or a newer one"));
    }

    /** What can be read of a damaged text. */
    String readableText() {
        return fields.get(TEXT_FIELD) == null ? "" : string(TEXT_FIELD);
    }

    byte[] rawText() {
        return raw().get(TEXT_FIELD);
    }

    /** The fields as read, an absent one as an empty one. */
    List<byte[]> raw() {
        return fields.stream().map(field -> field == null ? new byte[0] : field).toList();
    }

    private Optional<Long> version() {
        try {
            long version = Long.parseLong(string(VERSION_FIELD));
            return version > 0 ? Optional.of(version) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private String string(int field) {
        return Utf8.text(fields.get(field));
    }

    private static String checksum(StateKey key, String epoch, String format, byte[] text) {
        CRC32C checksum = new CRC32C();
        checksum.update(Utf8.bytes(RedisKeys.record(key) + "\n" + epoch + "\n" + format + "\n"));
        checksum.update(ByteBuffer.wrap(text));
        return String.format("%08x", checksum.getValue());
    }
}
