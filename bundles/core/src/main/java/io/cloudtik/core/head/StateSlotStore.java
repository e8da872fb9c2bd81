package io.cloudtik.core.head;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.spi.state.Durability;
import io.cloudtik.api.spi.state.StateKey;
import io.cloudtik.api.spi.state.StateStore;
import io.cloudtik.core.cluster.NodeSlot;
import io.cloudtik.core.cluster.SlotStore;
import java.util.List;

/** Workers' slots in the cluster's durable state, written under the controller's epoch. */
final class StateSlotStore implements SlotStore {

    private static final String TABLE = "slot";

    private final StateStore store;
    private final RecordCodec codec;
    private final long epoch;

    StateSlotStore(StateStore store, RecordCodec codec, long epoch) {
        this.store = store;
        this.codec = codec;
        this.epoch = epoch;
    }

    @Override
    public List<StoredSlot> load() {
        return store.list(Durability.DURABLE, TABLE).values().stream()
                .map(value -> new StoredSlot(codec.decode(value.text(), NodeSlot.class), String.valueOf(value.version())))
                .toList();
    }

    @Override
    public StoredSlot save(NodeSlot slot, String expectedVersion) {
        long expected = expectedVersion.isEmpty() ? 0 : Long.parseLong(expectedVersion);
        StateKey key = StateKey.durable(TABLE, String.valueOf(slot.number()));
        long version = store.compareAndSet(key, codec.encode(slot), expected, epoch);
        return new StoredSlot(slot, String.valueOf(version));
    }
}
