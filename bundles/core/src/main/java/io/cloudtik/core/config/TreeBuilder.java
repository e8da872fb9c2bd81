package io.cloudtik.core.config;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.problem.Place;
import io.cloudtik.api.problem.Problem;
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
    private static final int MOST_VALUES = 5_000;
    private static final int LONGEST_NUMBER = 40;
    private static final String MERGE = "<<";
    static final int DEEPEST = 50;

    private final String label;
    private final Map<List<String>, Place> places = new HashMap<>();
    private final List<Problem> problems;
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private int visited;

    /** @param problems gets what is wrong with single values, which are then left out */
    TreeBuilder(String label, List<Problem> problems) {
        this.label = label;
        this.problems = problems;
    }

    Settings build(Node root) {
        if (!(root instanceof MappingNode mapping)) {
            throw YamlReader.refused(place(root), "a configuration is a list of keys with values", "write cluster_name: demo");
        }
        return Settings.located(map(mapping, List.of()), places, place(root));
    }

    private Object value(Node node, List<String> path) {
        enter(node, path);
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

    private void enter(Node node, List<String> path) {
        if (++visited > MOST_VALUES || path.size() > DEEPEST || !open.add(node)) {
            throw YamlReader.refused(
                    place(node), "the file unfolds to too many values, or to an endless tree", "write it without aliases");
        }
    }

    private Map<String, Object> map(MappingNode node, List<String> path) {
        Map<String, Object> result = new LinkedHashMap<>();
        fill(node, path, new HashSet<>(), false, result);
        return Collections.unmodifiableMap(result);
    }

    /** @param merging whether these keys stand beneath others, and give way to them */
    private void fill(MappingNode node, List<String> path, Set<String> written, boolean merging, Map<String, Object> result) {
        List<Node> beneath = new ArrayList<>();
        Set<String> here = new HashSet<>();
        for (NodeTuple tuple : node.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
                problems.add(Problem.error(place(tuple.getKeyNode()), String.join(".", path), "a key is a plain word", ""));
                continue;
            }
            String key = keyNode.getValue();
            List<String> child = append(path, key);
            if (key.equals(MERGE) && keyNode.isPlain()) {
                beneath.add(tuple.getValueNode());
            } else if (!here.add(key)) {
                problems.add(Problem.error(
                        place(keyNode),
                        String.join(".", child),
                        "'" + key + "' is written twice; the first is at " + places.get(child),
                        "keep one of them"));
            } else if (isClean(keyNode, path, key) && (written.add(key) || !merging)) {
                places.put(child, place(keyNode));
                Object value = value(tuple.getValueNode(), child);
                // A key without a value says the same as no key: the original's files have many.
                if (value != null) {
                    result.put(key, value);
                }
            }
        }
        beneath.forEach(lower -> merge(lower, path, written, result));
    }

    /** The merge key of YAML 1.1, which the original reads: other maps' keys, as far as they are not written here. */
    private void merge(Node lower, List<String> path, Set<String> written, Map<String, Object> result) {
        if (lower instanceof MappingNode mapping) {
            enter(mapping, path);
            fill(mapping, path, written, true, result);
            open.remove(mapping);
        } else if (lower instanceof SequenceNode list) {
            enter(list, path);
            list.getValue().forEach(element -> merge(element, path, written, result));
            open.remove(list);
        } else {
            problems.add(Problem.error(place(lower), String.join(".", path), "'<<' takes a map, or a list of maps", ""));
        }
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
            return isClean(node, path, text) ? text : null;
        }
        boolean number = tag.equals(Tag.INT) || tag.equals(Tag.FLOAT);
        if (!number || text.length() > LONGEST_NUMBER || !NUMBER.matcher(text).matches()) {
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

    /** Whether a text can be shown and handed on: escapes can write characters that the file itself must not have. */
    private boolean isClean(Node node, List<String> path, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (SourceText.isForbidden(c) || Character.isSurrogate(c) && !pair) {
                problems.add(Problem.error(place(node), String.join(".", path),
                        "the character U+%04X is not allowed in a text".formatted((int) c), "remove it"));
                return false;
            }
            i += pair ? 1 : 0;
        }
        return true;
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
