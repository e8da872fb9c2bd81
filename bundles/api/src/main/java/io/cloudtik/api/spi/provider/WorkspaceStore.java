package io.cloudtik.api.spi.provider;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Small values (to 64 KiB) with conditional put. Reads see the latest completed write. Keys are paths of
 * {@code [a-z0-9._-]+} parts.
 */
@ConsumerType
public interface WorkspaceStore {

    /**
     * @param version opaque; changes with every write
     */
    record Entry(String key, String value, String version) {}

    Optional<Entry> get(String key);

    /**
     * Writes a value if nobody wrote since.
     *
     * @param expectedVersion the version that was read; empty if the key must not exist
     * @throws io.cloudtik.api.problem.PlatformException CONFLICT if it is otherwise
     */
    Entry put(String key, String value, Optional<String> expectedVersion);

    /**
     * Removes a value if nobody wrote since; absent is success.
     *
     * @throws io.cloudtik.api.problem.PlatformException CONFLICT if it was written since
     */
    void delete(String key, String expectedVersion);

    /** The keys that begin with a prefix, sorted. */
    List<String> list(String prefix);
}
