package io.cloudtik.core.simulation;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.state.Durability;
import io.cloudtik.api.spi.state.StateBackend;
import io.cloudtik.api.spi.state.StateKey;
import io.cloudtik.api.spi.state.StateStore;
import io.cloudtik.api.spi.state.StateValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The store as a controller meets it: it may not answer, an answer may be lost, and the controller may die at each call. */
final class StateView implements StateStore {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final SharedState state;
    private final Seam seam;
    private final Oracle oracle;
    private final BooleanSupplier replyIsLost;

    StateView(SharedState state, Seam seam, Oracle oracle, BooleanSupplier replyIsLost) {
        this.state = state;
        this.seam = seam;
        this.oracle = oracle;
        this.replyIsLost = replyIsLost;
    }

    private StateStore answering(String what) {
        seam.pass(what);
        if (!state.answers()) {
            seam.await(PATIENCE);
            throw new PlatformException(Kind.UNAVAILABLE, "the state does not answer");
        }
        return state.store();
    }

    private void reply(String what) {
        seam.pass(what);
        if (replyIsLost.getAsBoolean()) {
            throw new PlatformException(Kind.UNKNOWN, "the answer of the state was lost");
        }
    }

    @Override
    public Optional<StateValue> get(StateKey key) {
        return answering("before reading " + key.table()).get(key);
    }

    @Override
    public Map<String, StateValue> list(Durability durability, String table) {
        StateStore store = answering("before listing " + table);
        return table.equals(StateBackend.HEARTBEAT_TABLE) ? state.beats() : store.list(durability, table);
    }

    @Override
    public long compareAndSet(StateKey key, String text, long expectedVersion, long epoch) {
        StateStore store = answering("before writing " + key.table());
        Optional<StateValue> before = store.get(key);
        long version = store.compareAndSet(key, text, expectedVersion, epoch);
        if (key.table().equals("slot")) {
            oracle.recorded(before.map(value -> state.slot(value.text())), state.slot(text));
        }
        reply("after writing " + key.table());
        return version;
    }

    @Override
    public void delete(StateKey key, long expectedVersion, long epoch) {
        answering("before deleting " + key.table()).delete(key, expectedVersion, epoch);
        reply("after deleting " + key.table());
    }

    @Override
    public long nextEpoch() {
        long epoch = answering("before the next epoch").nextEpoch();
        reply("after the next epoch");
        return epoch;
    }

    @Override
    public void put(StateKey key, String text, Duration timeToLive) {
        answering("before putting " + key.table()).put(key, text, timeToLive);
    }

    @Override
    public void append(StateKey key, String text, int limit) {
        answering("before an event").append(key, text, limit);
        oracle.told(text);
    }

    @Override
    public List<String> entries(StateKey key) {
        return answering("before reading events").entries(key);
    }

    @Override
    public void close() {
        // The store lives on.
    }
}
