package io.cloudtik.api.codec;

import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Turns records of the api into JSON and back: heartbeats, plans, statuses. Component names are kept, identifiers are
 * plain strings, instants and durations ISO-8601 text, empty Optionals are left out. A
 * {@link io.cloudtik.api.problem.Secret} is refused with an exception, since records travel.
 *
 * <p>Thread-safe. Registered by core in every role.
 */
@ProviderType
public interface RecordCodec {

    /** Compact JSON on one line. */
    String encode(Object value);

    /** JSON for people, indented by two spaces. */
    String encodePretty(Object value);

    /**
     * Reads what {@link #encode} wrote. Components missing in the text get their natural empty value (Optional.empty,
     * an empty list or map, zero, false); unknown ones are ignored, so that a newer writer does not stop an older reader.
     *
     * @throws io.cloudtik.api.problem.PlatformException INVALID if the text is no such record
     */
    <T> T decode(String json, Class<T> type);

    /** The value as maps, lists and scalars, for a writer of another format. */
    Map<String, Object> toTree(Object record);
}
