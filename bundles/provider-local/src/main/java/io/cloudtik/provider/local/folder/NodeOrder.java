package io.cloudtik.provider.local.folder;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A node as it was asked for.
 *
 * @param limits what the node is held to, where that can be done
 * @param environment what every session of the node finds in its environment beyond the usual
 */
public record NodeOrder(
        String token,
        String name,
        String workspace,
        Map<String, String> tags,
        List<String> authorizedKeys,
        NodeLimits limits,
        Map<String, String> environment) {

    private static final String TAG = "tag.";
    private static final String LIMIT = "limit.";
    private static final String ENVIRONMENT = "environment.";
    private static final String KEY = "authorized_key.";

    public NodeOrder {
        tags = Map.copyOf(tags);
        authorizedKeys = List.copyOf(authorizedKeys);
        environment = Map.copyOf(environment);
    }

    public Map<String, String> toProperties() {
        Map<String, String> values = new TreeMap<>();
        values.put("token", token);
        values.put("name", name);
        values.put("workspace", workspace);
        putAll(values, TAG, tags);
        putAll(values, LIMIT, limits.toProperties());
        putAll(values, ENVIRONMENT, environment);
        IntStream.range(0, authorizedKeys.size()).forEach(i -> values.put(KEY + i, authorizedKeys.get(i)));
        return values;
    }

    /** @throws IllegalArgumentException if one is missing, or cannot be read */
    public static NodeOrder fromProperties(Map<String, String> values) {
        List<String> keys = IntStream.iterate(0, i -> values.containsKey(KEY + i), i -> i + 1)
                .mapToObj(i -> values.get(KEY + i))
                .toList();
        return new NodeOrder(
                required(values, "token"),
                required(values, "name"),
                required(values, "workspace"),
                section(values, TAG),
                keys,
                NodeLimits.fromProperties(section(values, LIMIT)),
                section(values, ENVIRONMENT));
    }

    static String required(Map<String, String> values, String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("'" + key + "' is missing");
        }
        return value;
    }

    private static void putAll(Map<String, String> values, String prefix, Map<String, String> section) {
        section.forEach((key, value) -> values.put(prefix + key, value));
    }

    private static Map<String, String> section(Map<String, String> values, String prefix) {
        Map<String, String> section = new TreeMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                section.put(key.substring(prefix.length()), value);
            }
        });
        return section;
    }
}
