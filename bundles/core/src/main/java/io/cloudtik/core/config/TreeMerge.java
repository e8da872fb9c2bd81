package io.cloudtik.core.config;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.problem.Place;
import io.cloudtik.api.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Lays a file over the template it is made from, by the original's rules: sections are joined key by key, any other value
 * is replaced. {@code key++} adds a list to the end of the one beneath, {@code ++key} to its beginning, and a list of one
 * named section is joined with the section of that name. Every value keeps the place it was written at.
 */
final class TreeMerge {

    private static final String MARK = "++";
    private static final String NAME = "name";

    private final Map<List<String>, Place> places = new HashMap<>();
    private final List<Problem> problems;

    /** @param problems gets what cannot be joined */
    TreeMerge(List<Problem> problems) {
        this.problems = problems;
    }

    Settings merge(Settings lower, Settings upper) {
        Map<String, Object> values = join(lower, upper, List.of());
        return Settings.located(values, places, upper.place());
    }

    private Map<String, Object> join(Settings lower, Settings upper, List<String> path) {
        Map<String, Object> result = new LinkedHashMap<>();
        lower.keys().forEach(key -> result.put(key, copy(lower, key, append(path, key))));
        Set<String> extended = new TreeSet<>();
        for (String key : upper.keys()) {
            List<String> child = append(path, key);
            Object value = upper.values().get(key);
            if (extended(key).isPresent() && value instanceof List<?>) {
                extended.add(extended(key).get());
            } else if (value instanceof Map<?, ?> && lower.values().get(key) instanceof Map<?, ?>) {
                places.put(child, upper.place(key));
                result.put(key, join(lower.section(key), upper.section(key), child));
            } else if (namedTwin(lower, upper, key).isPresent()) {
                result.put(key, joinNamed(lower, upper, key, namedTwin(lower, upper, key).get(), child));
            } else {
                if (lower.has(key)) {
                    forget(child);
                }
                result.put(key, copy(upper, key, child));
            }
        }
        for (String key : extended) {
            extend(lower, upper, key, append(path, key)).ifPresent(list -> result.put(key, list));
        }
        return result;
    }

    /** The key whose list is made longer by a key with a mark. */
    private static Optional<String> extended(String key) {
        if (key.length() <= MARK.length()) {
            return Optional.empty();
        }
        if (key.endsWith(MARK)) {
            return Optional.of(key.substring(0, key.length() - MARK.length()));
        }
        return key.startsWith(MARK) ? Optional.of(key.substring(MARK.length())) : Optional.empty();
    }

    private Optional<List<Object>> extend(Settings lower, Settings upper, String key, List<String> path) {
        Settings base = upper.has(key) ? upper : lower;
        if (base.has(key) && !(base.values().get(key) instanceof List<?>)) {
            String written = upper.has(key + MARK) ? key + MARK : MARK + key;
            problems.add(Problem.error(upper.place(written), upper.path(written),
                    "'" + written + "' adds to a list, and '" + key + "' at " + base.place(key) + " is none",
                    "write '" + key + "' to replace it"));
            return Optional.empty();
        }
        List<Object> joined = new ArrayList<>();
        forget(path);
        places.put(path, base.has(key) ? base.place(key) : upper.place(upper.has(key + MARK) ? key + MARK : MARK + key));
        addAll(upper, MARK + key, path, joined);
        addAll(base, key, path, joined);
        addAll(upper, key + MARK, path, joined);
        return Optional.of(joined);
    }

    private void addAll(Settings from, String key, List<String> path, List<Object> joined) {
        if (from.values().get(key) instanceof List<?> list) {
            Settings holder = from.section(key);
            for (int i = 0; i < list.size(); i++) {
                joined.add(copy(holder, String.valueOf(i), list.get(i), append(path, String.valueOf(joined.size()))));
            }
        }
    }

    /** The element of the list beneath that has the name of the only one above. */
    private static Optional<Integer> namedTwin(Settings lower, Settings upper, String key) {
        if (!(upper.values().get(key) instanceof List<?> above) || above.size() != 1 || upper.sections(key).size() != 1) {
            return Optional.empty();
        }
        Optional<String> name = upper.sections(key).get(0).text(NAME);
        if (name.isPresent() && lower.values().get(key) instanceof List<?> below) {
            for (int i = 0; i < below.size(); i++) {
                if (below.get(i) instanceof Map<?, ?> map && name.get().equals(map.get(NAME))) {
                    return Optional.of(i);
                }
            }
        }
        return Optional.empty();
    }

    private List<Object> joinNamed(Settings lower, Settings upper, String key, int twin, List<String> path) {
        List<Object> joined = new ArrayList<>();
        places.put(path, upper.place(key));
        addAll(lower, key, path, joined);
        Settings below = Settings.empty();
        int sections = 0;
        for (int i = 0; i <= twin; i++) {
            if (((List<?>) lower.values().get(key)).get(i) instanceof Map<?, ?>) {
                below = lower.sections(key).get(sections++);
            }
        }
        joined.set(twin, join(below, upper.sections(key).get(0), append(path, String.valueOf(twin))));
        return joined;
    }

    private Object copy(Settings from, String key, List<String> path) {
        return copy(from, key, from.values().get(key), path);
    }

    /** The value as it is, with its places noted anew. */
    private Object copy(Settings from, String key, Object value, List<String> path) {
        places.put(path, from.place(key));
        if (value instanceof Map<?, ?> map) {
            Settings holder = from.section(key);
            Map<String, Object> result = new LinkedHashMap<>();
            map.forEach((name, inner) -> result.put(
                    String.valueOf(name), copy(holder, String.valueOf(name), inner, append(path, String.valueOf(name)))));
            return result;
        }
        if (value instanceof List<?> list) {
            Settings holder = from.section(key);
            List<Object> result = new ArrayList<>();
            for (Object inner : list) {
                String index = String.valueOf(result.size());
                result.add(copy(holder, index, inner, append(path, index)));
            }
            return result;
        }
        return value;
    }

    /** A value that is replaced takes the places of all that was in it along. */
    private void forget(List<String> path) {
        places.keySet().removeIf(known -> known.size() > path.size() && known.subList(0, path.size()).equals(path));
    }

    private static List<String> append(List<String> path, String key) {
        List<String> child = new ArrayList<>(path);
        child.add(key);
        return List.copyOf(child);
    }
}
