package io.cloudtik.api.config;

import io.cloudtik.api.problem.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A tree of settings as a user wrote it. Values are strings, booleans, longs, doubles, lists and maps; each knows the
 * place it was written at. Keys may contain dots (node types do), so every call takes one key and sections are walked.
 *
 * <p>Accessors answer empty for a missing key and for a value of another type: types are checked once, against the
 * schema, before anybody reads.
 */
public final class Settings {

    private static final Settings EMPTY = of(Map.of());

    private final Map<String, Object> values;
    private final Map<List<String>, Place> places;
    private final List<String> path;
    private final Place ownPlace;

    private Settings(Map<String, Object> values, Map<List<String>, Place> places, List<String> path, Place ownPlace) {
        this.values = values;
        this.places = places;
        this.path = path;
        this.ownPlace = ownPlace;
    }

    public static Settings empty() {
        return EMPTY;
    }

    /** Settings that were made by a program, or came over the wire, and have no places. */
    public static Settings of(Map<String, ?> values) {
        return located(values, Map.of(), Place.in("(settings)"));
    }

    /**
     * Settings that were read from a file.
     *
     * @param places the place of each value by its path from the root; list elements have their index as a key
     * @param root where the tree itself begins
     */
    public static Settings located(Map<String, ?> values, Map<List<String>, Place> places, Place root) {
        return new Settings(strings(values), Map.copyOf(places), List.of(), Objects.requireNonNull(root, "root"));
    }

    /** The plain values, for a codec or a schema check. */
    public Map<String, Object> values() {
        return values;
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    public boolean has(String key) {
        return values.containsKey(key);
    }

    public Set<String> keys() {
        return values.keySet();
    }

    public Optional<String> text(String key) {
        return get(key, String.class);
    }

    public Optional<Boolean> flag(String key) {
        return get(key, Boolean.class);
    }

    public Optional<Long> integer(String key) {
        return get(key, Number.class).map(Number::longValue);
    }

    public Optional<Double> number(String key) {
        return get(key, Number.class).map(Number::doubleValue);
    }

    /** The strings of a list; empty if there is none. */
    public List<String> texts(String key) {
        return get(key, List.class).stream()
                .flatMap(list -> ((List<?>) list).stream())
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList();
    }

    /** The strings of a map from strings to scalars, in the order of the file; empty if there is none. */
    public Map<String, String> textMap(String key) {
        Map<String, String> result = new LinkedHashMap<>();
        section(key).values.forEach((name, value) -> {
            if (!(value instanceof Map) && !(value instanceof List) && value != null) {
                result.put(name, String.valueOf(value));
            }
        });
        return Collections.unmodifiableMap(result);
    }

    /** The section under a key; an empty one if there is none. */
    public Settings section(String key) {
        Object value = values.get(key);
        return descend(value instanceof Map<?, ?> map ? section(map) : Map.of(), key);
    }

    /** The sections of a list of maps; empty if there is none. */
    public List<Settings> sections(String key) {
        List<Settings> result = new ArrayList<>();
        if (values.get(key) instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                if (list.get(i) instanceof Map<?, ?> map) {
                    result.add(descend(Map.of(), key).descend(section(map), String.valueOf(i)));
                }
            }
        }
        return List.copyOf(result);
    }

    /** Where the value of a key was written; the place of this section if the key is missing. */
    public Place place(String key) {
        return places.getOrDefault(childPath(key), ownPlace);
    }

    public Place place() {
        return ownPlace;
    }

    /** The full path of a key, as shown in problems: {@code provider.region}. */
    public String path(String key) {
        return String.join(".", childPath(key));
    }

    /** These settings with every text replaced by what the function answers for it. */
    public Settings mapTexts(UnaryOperator<String> change) {
        return new Settings(strings((Map<?, ?>) changed(values, change)), places, path, ownPlace);
    }

    private static Object changed(Object value, UnaryOperator<String> change) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> result = new LinkedHashMap<>();
            map.forEach((key, inner) -> result.put(String.valueOf(key), changed(inner, change)));
            return Collections.unmodifiableMap(result);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(inner -> changed(inner, change)).toList();
        }
        return value instanceof String text ? change.apply(text) : value;
    }

    /** These settings without one of their keys. */
    public Settings without(String key) {
        Map<String, Object> rest = new LinkedHashMap<>(values);
        rest.remove(key);
        return new Settings(Collections.unmodifiableMap(rest), places, path, ownPlace);
    }

    /**
     * These settings with others laid over them: sections are joined key by key, any other value is replaced. Each value
     * keeps the place it was written at, and problems name it by its path in these settings.
     */
    public Settings overlaidBy(Settings upper) {
        Map<List<String>, Place> joined = new HashMap<>(places);
        Map<String, Object> result = overlay(values, upper.values);
        upper.places.forEach((key, place) -> {
            if (key.size() > upper.path.size() && key.subList(0, upper.path.size()).equals(upper.path)) {
                List<String> moved = new ArrayList<>(path);
                moved.addAll(key.subList(upper.path.size(), key.size()));
                joined.put(List.copyOf(moved), place);
            }
        });
        return new Settings(result, Map.copyOf(joined), path, upper.isEmpty() ? ownPlace : upper.ownPlace);
    }

    private static Map<String, Object> overlay(Map<?, ?> lower, Map<?, ?> upper) {
        Map<String, Object> result = new LinkedHashMap<>(strings(lower));
        upper.forEach((key, value) -> result.merge(String.valueOf(key), value, (below, above) ->
                below instanceof Map<?, ?> down && above instanceof Map<?, ?> up ? overlay(down, up) : above));
        return Collections.unmodifiableMap(result);
    }

    private <T> Optional<T> get(String key, Class<T> type) {
        return Optional.ofNullable(values.get(key)).filter(type::isInstance).map(type::cast);
    }

    private Settings descend(Map<String, Object> child, String key) {
        return new Settings(child, places, childPath(key), place(key));
    }

    private List<String> childPath(String key) {
        List<String> child = new ArrayList<>(path);
        child.add(key);
        return List.copyOf(child);
    }

    private static Map<String, Object> strings(Map<?, ?> map) {
        Map<String, Object> result = new LinkedHashMap<>();
        map.forEach((key, value) -> result.put(String.valueOf(key), normal(value)));
        return Collections.unmodifiableMap(result);
    }

    private static Object normal(Object value) {
        if (value instanceof Map<?, ?> map) {
            return strings(map);
        }
        return value instanceof List<?> list ? list.stream().map(Settings::normal).toList() : value;
    }

    /** Without a copy, since all maps were made by {@link #strings} and there may be many questions to a large one. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> section(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Settings settings && values.equals(settings.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** The path only: values may be secret. */
    @Override
    public String toString() {
        return "Settings[" + String.join(".", path) + " " + values.keySet() + "]";
    }
}
