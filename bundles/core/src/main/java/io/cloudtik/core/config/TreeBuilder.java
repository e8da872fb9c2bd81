package io.cloudtik.core.config;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.problem.InvalidInputException;
import io.cloudtik.api.problem.Place;
import io.cloudtik.api.problem.Problem;
import io.cloudtik.api.problem.Problems;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Turns a composed YAML document into settings, counting every value it visits, since aliases can multiply them. */
final class TreeBuilder {

    private static final Pattern NUMBER = Pattern.compile("0x[0-9a-fA-F]+|0o[0-7]+|[-+]?[0-9.]+([eE][-+]?[0-9]+)?");
    private static final int MOST_VALUES = 100_000;
    static final int DEEPEST = 50;

    private final String label;
    private final Map<List<String>, Place> places = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private int visited;

    TreeBuilder(String label) {
        this.label = label;
    }

    Settings build(Node root) {
        if (!(root instanceof MappingNode mapping)) {
            throw YamlReader.refused(place(root), "a configuration is a list of keys with values", "write cluster_name: demo");
        }
        Map<String, Object> values = map(mapping, List.of());
        if (!problems.isEmpty()) {
            throw new InvalidInputException(new Problems(problems));
        }
        return Settings.located(values, places, place(root));
    }

    private Object value(Node node, List<String> path) {
        if (++visited > MOST_VALUES || path.size() > DEEPEST || !open.add(node)) {
            throw YamlReader.refused(
                    place(node), "the file unfolds to too many values, or to an endless tree", "write it without aliases");
        }
        try {
            if (node instanceof MappingNode mapping) {
                return map(mapping, path);
            }
            if (node instanceof SequenceNode sequence) {
                return list(sequence, path);
            }
            return scalar((ScalarNode) node, path);
        } finally {
            open.remove(node);
        }
    }

    private Map<String, Object> map(MappingNode node, List<String> path) {
        Map<String, Object> result = new LinkedHashMap<>();
        Set<String> written = new HashSet<>();
        for (NodeTuple tuple : node.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
                problems.add(Problem.error(place(tuple.getKeyNode()), String.join(".", path), "a key is a plain word", ""));
                continue;
            }
            String key = keyNode.getValue();
            List<String> child = append(path, key);
            if (!written.add(key)) {
                problems.add(Problem.error(
                        place(keyNode),
                        String.join(".", child),
                        "'" + key + "' is written twice; the first is at " + places.get(child),
                        "keep one of them"));
                continue;
            }
            places.put(child, place(keyNode));
            Object value = value(tuple.getValueNode(), child);
            // A key without a value says the same as no key: the original's files have many.
            if (value != null) {
                result.put(key, value);
            }
        }
        return Collections.unmodifiableMap(result);
    }

    private List<Object> list(SequenceNode node, List<String> path) {
        List<Object> result = new ArrayList<>();
        for (Node element : node.getValue()) {
            List<String> child = append(path, String.valueOf(result.size()));
            places.put(child, place(element));
            Object value = value(element, child);
            result.add(value == null ? "" : value);
        }
        return Collections.unmodifiableList(result);
    }

    private Object scalar(ScalarNode node, List<String> path) {
        String text = node.getValue();
        Tag tag = node.getTag();
        if (tag.equals(Tag.NULL)) {
            return null;
        }
        if (tag.equals(Tag.BOOL)) {
            return Boolean.parseBoolean(text);
        }
        if (tag.equals(Tag.STR)) {
            return text;
        }
        boolean number = tag.equals(Tag.INT) || tag.equals(Tag.FLOAT);
        if (!number || !NUMBER.matcher(text).matches()) {
            problems.add(Problem.error(
                    place(node), String.join(".", path), "'" + text + "' is not a value here", "quote it if it is a text"));
            return null;
        }
        try {
            if (tag.equals(Tag.INT)) {
                return integer(text);
            }
            return finite(text);
        } catch (NumberFormatException e) {
            problems.add(Problem.error(place(node), String.join(".", path), "'" + text + "' is too large a number", ""));
            return null;
        }
    }

    /** In YAML 1.2 a leading zero means nothing, and octal numbers begin with {@code 0o}. */
    private static long integer(String text) {
        if (text.startsWith("0o")) {
            return Long.parseLong(text.substring(2), 8);
        }
        return text.startsWith("0x") ? Long.parseLong(text.substring(2), 16) : Long.parseLong(text);
    }

    private static double finite(String text) {
        double value = Double.parseDouble(text);
        if (Double.isInfinite(value)) {
            throw new NumberFormatException(text);
        }
        return value;
    }

    private Place place(Node node) {
        return YamlReader.place(label, node.getStartMark());
    }

    private static List<String> append(List<String> path, String key) {
        List<String> child = new ArrayList<>(path);
        child.add(key);
        return List.copyOf(child);
    }
}
