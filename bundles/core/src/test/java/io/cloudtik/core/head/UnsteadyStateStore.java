package io.cloudtik.core.head;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.state.Durability;
import io.cloudtik.api.spi.state.StateKey;
import io.cloudtik.api.spi.state.StateStore;
import io.cloudtik.api.spi.state.StateValue;
import io.cloudtik.contracts.state.InMemoryStateStore;
import io.cloudtik.contracts.time.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A state in memory that tells which keys were written and does not answer while a test says so. */
final class UnsteadyStateStore implements StateStore {

    private StateStore store = new InMemoryStateStore(ManualClock.create());
    private final List<String> writes = new ArrayList<>();
    private boolean reachable = true;
    private Runnable afterDelete = () -> {};
    private Optional<StateKey> unanswered = Optional.empty();
    private Optional<Set<String>> connected = Optional.empty();

    void reachable(boolean answers) {
        reachable = answers;
    }

    /** From now on it can tell who is connected. */
    void connected(String... accounts) {
        connected = Optional.of(Set.of(accounts));
    }

    /** All is lost, as after FLUSHALL. */
    void flush() {
        store = new InMemoryStateStore(ManualClock.create());
    }

    /** What happens once, between the store's answer to the next deletion and the caller's next step. */
    void afterNextDelete(Runnable event) {
        afterDelete = event;
    }

    /** The next time this is written, it is kept, and nobody hears of that. */
    void loseNextAnswerAbout(StateKey key) {
        unanswered = Optional.of(key);
    }

    /** Durable keys in the order in which they were written or deleted. */
    List<String> writes() {
        return List.copyOf(writes);
    }

    private StateStore answering() {
        if (!reachable) {
            throw new PlatformException(Kind.UNAVAILABLE, "the state does not answer");
        }
        return store;
    }

    @Override
    public Optional<Set<String>> connectedAccounts() {
        answering();
        return connected;
    }

    @Override
    public Optional<StateValue> get(StateKey key) {
        return answering().get(key);
    }

    @Override
    public Map<String, StateValue> list(Durability durability, String table) {
        return answering().list(durability, table);
    }

    @Override
    public long compareAndSet(StateKey key, String text, long expectedVersion, long epoch) {
        long version = answering().compareAndSet(key, text, expectedVersion, epoch);
        writes.add(key.toString());
        if (unanswered.filter(key::equals).isPresent()) {
            unanswered = Optional.empty();
            throw new PlatformException(Kind.UNKNOWN, "the answer of the state was lost");
        }
        return version;
    }

    @Override
    public void delete(StateKey key, long expectedVersion, long epoch) {
        boolean present = answering().get(key).isPresent();
        answering().delete(key, expectedVersion, epoch);
        if (present) {
            writes.add("no " + key);
        }
        Runnable event = afterDelete;
        afterDelete = () -> {};
        event.run();
    }

    @Override
    public long nextEpoch() {
        return answering().nextEpoch();
    }

    @Override
    public void put(StateKey key, String text, Duration timeToLive) {
        answering().put(key, text, timeToLive);
    }

    @Override
    public void append(StateKey key, String text, int limit) {
        answering().append(key, text, limit);
    }

    @Override
    public List<String> entries(StateKey key) {
        return answering().entries(key);
    }

    @Override
    public void close() {
        store.close();
    }
}
