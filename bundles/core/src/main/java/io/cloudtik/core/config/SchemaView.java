package io.cloudtik.core.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A place in a JSON Schema, from which one walks down along the keys of a file. References into the same schema are
 * followed, and what {@code allOf}, {@code then} and their like add is seen as if it stood there.
 */
final class SchemaView {

    private static final List<String> BRANCHES = List.of("allOf", "anyOf", "oneOf");
    private static final List<String> CONDITIONALS = List.of("then", "else");
    private static final int DEEPEST = 20;

    private final JsonNode root;
    private final List<JsonNode> nodes;

    SchemaView(JsonNode root) {
        this(root, List.of(root));
    }

    private SchemaView(JsonNode root, List<JsonNode> nodes) {
        this.root = root;
        List<JsonNode> all = new ArrayList<>();
        nodes.forEach(node -> unfold(node, 0, all));
        this.nodes = List.copyOf(all);
    }

    private void unfold(JsonNode node, int depth, List<JsonNode> all) {
        if (depth > DEEPEST || !node.isObject()) {
            return;
        }
        all.add(node);
        if (node.path("$ref").asText().startsWith("#")) {
            unfold(root.at(node.get("$ref").asText().substring(1)), depth + 1, all);
        }
        BRANCHES.forEach(branch -> node.path(branch).forEach(part -> unfold(part, depth + 1, all)));
        CONDITIONALS.forEach(branch -> unfold(node.path(branch), depth + 1, all));
    }

    /** What is said of the value of a key, or of the elements of a list. */
    SchemaView below(String key) {
        List<JsonNode> children = new ArrayList<>();
        for (JsonNode node : nodes) {
            JsonNode named = node.path("properties").path(key);
            if (!named.isMissingNode()) {
                children.add(named);
            } else if (node.path("items").isObject()) {
                children.add(node.get("items"));
            } else if (node.path("additionalProperties").isObject()) {
                children.add(node.get("additionalProperties"));
            }
        }
        return new SchemaView(root, children);
    }

    /** The keys that are named here. */
    Set<String> keys() {
        Set<String> keys = new LinkedHashSet<>();
        nodes.forEach(node -> node.path("properties").fieldNames().forEachRemaining(keys::add));
        return keys;
    }

    /** Whether the value is marked as one that nobody may see. */
    boolean isSecret() {
        return isMarked("writeOnly");
    }

    /** Whether an annotation that is true or false is true of the value. */
    boolean isMarked(String annotation) {
        return nodes.stream().anyMatch(node -> node.path(annotation).asBoolean());
    }

    /** The words a schema says of a value under one of its annotations. */
    Optional<String> note(String annotation) {
        return nodes.stream()
                .map(node -> node.path(annotation).asText())
                .filter(text -> !text.isEmpty())
                .findFirst();
    }
}
