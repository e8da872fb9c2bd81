package io.cloudtik.contracts.provider;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.provider.WorkspaceStore;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Small values in memory. */
final class FakeWorkspaceStore implements WorkspaceStore {

    private final Runnable check;
    private final TreeMap<String, Entry> entries = new TreeMap<>();
    private long writes;

    /** @param check fails where the store cannot be used now */
    FakeWorkspaceStore(Runnable check) {
        this.check = check;
    }

    @Override
    public synchronized Optional<Entry> get(String key) {
        check.run();
        return Optional.ofNullable(entries.get(key));
    }

    @Override
    public synchronized Entry put(String key, String value, Optional<String> expectedVersion) {
        check.run();
        Optional<String> version = Optional.ofNullable(entries.get(key)).map(Entry::version);
        if (!version.equals(expectedVersion)) {
            throw conflict(key);
        }
        writes++;
        Entry entry = new Entry(key, value, String.valueOf(writes));
        entries.put(key, entry);
        return entry;
    }

    @Override
    public synchronized void delete(String key, String expectedVersion) {
        check.run();
        Entry entry = entries.get(key);
        if (entry != null && !entry.version().equals(expectedVersion)) {
            throw conflict(key);
        }
        entries.remove(key);
    }

    @Override
    public synchronized List<String> list(String prefix) {
        check.run();
        return entries.keySet().stream().filter(key -> key.startsWith(prefix)).toList();
    }

    synchronized void clear() {
        entries.clear();
    }

    private static PlatformException conflict(String key) {
        return new PlatformException(Kind.CONFLICT, "'" + key + "' was written by somebody else since it was read");
    }
}
