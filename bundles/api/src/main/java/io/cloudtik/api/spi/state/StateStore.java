package io.cloudtik.api.spi.state;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The state a cluster shares. Durable keys are written by compare-and-set under a fencing epoch; volatile ones are simply
 * put and expire.
 *
 * <p>Thread-safe. Each call ends within its deadline (5 s by default) or fails: UNAVAILABLE (not reachable, full or
 * refusing writes: stop mutating the world), UNKNOWN (a write may have happened), CONFLICT (version or epoch), DENIED (not
 * this account's key), INTERNAL (a record that fails its checksum; it was set aside under the table {@code quarantine}).
 */
@ConsumerType
public interface StateStore extends AutoCloseable {

    Optional<StateValue> get(StateKey key);

    /** All values of a table, by id. */
    Map<String, StateValue> list(Durability durability, String table);

    /**
     * Writes a durable value if its version is still the expected one and no higher epoch has been seen.
     *
     * @param expectedVersion 0 if the key must not exist
     * @param epoch the writer's fencing epoch; the store remembers the highest and refuses lower ones with CONFLICT
     * @return the new version
     */
    long compareAndSet(StateKey key, String text, long expectedVersion, long epoch);

    /** Removes a durable value under the same conditions; absent with expected version 0 is success. */
    void delete(StateKey key, long expectedVersion, long epoch);

    /**
     * Begins a reign: raises the fencing epoch by one, durably, and returns it. Whoever held the previous epoch is refused
     * from now on.
     */
    long nextEpoch();

    /** Writes a volatile value that disappears after a time unless put again. */
    void put(StateKey key, String text, Duration timeToLive);

    /** Appends to a volatile list, of which the newest {@code limit} entries are kept. */
    void append(StateKey key, String text, int limit);

    /** The entries of a volatile list, oldest first; empty if there is none. */
    List<String> entries(StateKey key);

    /**
     * The accounts that hold a connection to the store now. A process that ends closes its connections, however it ends, so
     * the node of an account that is missing has no process any more, or has lost its way here. Needs the controller's
     * account; asked once a pass while a beat is late.
     *
     * @return empty if the store cannot tell
     */
    default Optional<Set<String>> connectedAccounts() {
        return Optional.empty();
    }

    @Override
    void close();
}
