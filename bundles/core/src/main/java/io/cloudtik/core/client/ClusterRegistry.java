package io.cloudtik.core.client;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.model.cluster.ClusterName;
import io.cloudtik.api.model.cluster.ClusterUuid;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.provider.WorkspaceStore;
import io.cloudtik.core.cluster.NodeSlot;
import io.cloudtik.core.cluster.SlotStore;
import io.cloudtik.core.time.Ids;
import java.util.List;
import java.util.Optional;

/** What the workspace's store knows of one cluster: its identity, and the slot of its head. */
final class ClusterRegistry implements SlotStore {

    private record Record(ClusterUuid uuid) {}

    private final WorkspaceStore store;
    private final RecordCodec codec;
    private final String prefix;

    ClusterRegistry(WorkspaceStore store, RecordCodec codec, ClusterName cluster) {
        this.store = store;
        this.codec = codec;
        this.prefix = "clusters/" + cluster + "/";
    }

    Optional<ClusterUuid> find() {
        try {
            return store.get(prefix + "record").map(entry -> codec.decode(entry.value(), Record.class).uuid());
        } catch (PlatformException e) {
            if (e.kind() == Kind.NOT_FOUND) {
                return Optional.empty(); // There is no workspace, so there is no cluster in it.
            }
            throw e;
        }
    }

    /** Whether an up came as far as a head that runs; a store that is gone tells nothing against it. */
    boolean headIsSetUp() {
        try {
            return load().stream().anyMatch(stored -> stored.slot().phase() == NodeSlot.Phase.SET_UP);
        } catch (PlatformException e) {
            if (e.kind() == Kind.NOT_FOUND) {
                return true;
            }
            throw e;
        }
    }

    /** The cluster's identity, made if it has none. */
    ClusterUuid findOrCreate(Ids ids) {
        Optional<ClusterUuid> known = find();
        if (known.isPresent()) {
            return known.get();
        }
        return record(new ClusterUuid(ids.uuid()));
    }

    /** Records an identity where there is none. */
    ClusterUuid record(ClusterUuid uuid) {
        if (find().isEmpty()) {
            store.put(prefix + "record", codec.encode(new Record(uuid)), Optional.empty());
        }
        return uuid;
    }

    /** The record last, so that a delete that is cut off is found and finished by the next one. */
    void delete() {
        delete(prefix + "head");
        delete(prefix + "record");
    }

    private void delete(String key) {
        try {
            store.get(key).ifPresent(entry -> store.delete(key, entry.version()));
        } catch (PlatformException e) {
            if (e.kind() != Kind.NOT_FOUND) {
                throw e;
            }
            // The store itself is gone, and the key with it.
        }
    }

    @Override
    public List<StoredSlot> load() {
        return store.get(prefix + "head").stream()
                .map(entry -> new StoredSlot(codec.decode(entry.value(), NodeSlot.class), entry.version()))
                .toList();
    }

    @Override
    public StoredSlot save(NodeSlot slot, String expectedVersion) {
        Optional<String> expected = expectedVersion.isEmpty() ? Optional.empty() : Optional.of(expectedVersion);
        WorkspaceStore.Entry entry = store.put(prefix + "head", codec.encode(slot), expected);
        return new StoredSlot(slot, entry.version());
    }
}
