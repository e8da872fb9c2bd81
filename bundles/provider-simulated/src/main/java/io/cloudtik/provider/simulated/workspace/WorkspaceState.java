package io.cloudtik.provider.simulated.workspace;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.provider.WorkspaceStore.Entry;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What a workspace has: its resources by name, each with an identifier that no other ever had, and its small values. */
final class WorkspaceState {

    private final Map<String, String> ids = new LinkedHashMap<>();
    private final Map<String, String> drifts = new HashMap<>();
    private final TreeMap<String, Entry> values = new TreeMap<>();
    private long made;
    private long writes;

    synchronized List<String> existing() {
        return List.copyOf(ids.keySet());
    }

    synchronized Optional<String> find(String resource) {
        return Optional.ofNullable(ids.get(resource));
    }

    synchronized String create(String resource, Set<String> needs) {
        if (!ids.keySet().containsAll(needs)) {
            throw new PlatformException(Kind.CONFLICT, resource + " cannot be made before " + needs);
        }
        drifts.remove(resource);
        return ids.computeIfAbsent(resource, name -> {
            made++;
            return name + "-" + made;
        });
    }

    synchronized void delete(String resource, Set<String> neededBy) {
        List<String> left = neededBy.stream().filter(ids::containsKey).sorted().toList();
        if (!left.isEmpty()) {
            throw new PlatformException(Kind.CONFLICT, resource + " cannot be deleted while there are " + left);
        }
        ids.remove(resource);
        drifts.remove(resource);
        if (resource.equals(SimulatedWorkspace.VALUES)) {
            values.clear();
        }
    }

    synchronized void drift(String resource, String difference) {
        if (ids.containsKey(resource)) {
            drifts.put(resource, difference);
        }
    }

    synchronized List<String> drift(String resource) {
        return Optional.ofNullable(drifts.get(resource)).map(List::of).orElse(List.of());
    }

    synchronized Optional<Entry> get(String key) {
        requireStore();
        return Optional.ofNullable(values.get(key));
    }

    synchronized Entry put(String key, String value, Optional<String> expectedVersion) {
        requireStore();
        if (!Optional.ofNullable(values.get(key)).map(Entry::version).equals(expectedVersion)) {
            throw conflict(key);
        }
        writes++;
        Entry entry = new Entry(key, value, String.valueOf(writes));
        values.put(key, entry);
        return entry;
    }

    synchronized void remove(String key, String expectedVersion) {
        requireStore();
        Entry entry = values.get(key);
        if (entry != null && !entry.version().equals(expectedVersion)) {
            throw conflict(key);
        }
        values.remove(key);
    }

    synchronized List<String> keys(String prefix) {
        requireStore();
        return values.keySet().stream().filter(key -> key.startsWith(prefix)).toList();
    }

    private void requireStore() {
        if (!ids.containsKey(SimulatedWorkspace.VALUES)) {
            throw new PlatformException(Kind.NOT_FOUND, "the simulated workspace has no store of values yet");
        }
    }

    private static PlatformException conflict(String key) {
        return new PlatformException(Kind.CONFLICT, "'" + key + "' was written by somebody else since it was read");
    }
}
