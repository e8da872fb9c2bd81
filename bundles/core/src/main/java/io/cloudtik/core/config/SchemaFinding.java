package io.cloudtik.core.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.ValidationMessage;
import io.cloudtik.api.config.Settings;
import io.cloudtik.api.problem.Place;
import io.cloudtik.api.problem.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** One finding of the validator, said in words for the person who wrote the file. */
final class SchemaFinding {

    private static final Map<String, String> TYPES = Map.of(
            "string", "a text",
            "integer", "a whole number",
            "number", "a number",
            "boolean", "true or false",
            "object", "keys with values",
            "array", "a list",
            "null", "nothing");
    private static final Set<String> OLD_BOOLEANS = Set.of("yes", "no", "on", "off", "y", "n");
    private static final Set<String> UNKNOWN_KEY = Set.of("additionalProperties", "unevaluatedProperties");

    private final ValidationMessage finding;
    private final SchemaView schema;
    private final Settings section;
    private final List<String> path;
    private final Set<String> secretKeys;

    SchemaFinding(SchemaView root, Settings settings, ValidationMessage finding, Set<String> secretKeys) {
        this.finding = finding;
        this.secretKeys = secretKeys;
        this.path = path(finding.getInstanceLocation());
        if (isAboutAKey()) {
            path.add(finding.getProperty());
        }
        Settings parent = settings;
        SchemaView view = root;
        for (int i = 0; i < path.size(); i++) {
            if (i > 0) {
                parent = parent.section(path.get(i - 1));
            }
            view = view.below(path.get(i));
        }
        this.section = parent;
        this.schema = isAboutAKey() ? viewOfParent(root) : view;
    }

    private SchemaView viewOfParent(SchemaView root) {
        SchemaView view = root;
        for (String step : path.subList(0, path.size() - 1)) {
            view = view.below(step);
        }
        return view;
    }

    private static List<String> path(JsonNodePath location) {
        List<String> path = new ArrayList<>();
        for (int i = 0; i < location.getNameCount(); i++) {
            path.add(String.valueOf(location.getElement(i)));
        }
        return path;
    }

    /** A key that should not be there has the place of the key, not of the section it stands in. */
    private boolean isAboutAKey() {
        return UNKNOWN_KEY.contains(finding.getType()) || finding.getType().equals("propertyNames");
    }

    /** The key, if all that is wrong is that nobody knows this key of the settings themselves. */
    Optional<String> unknownKey() {
        return Optional.of(path).filter(keys -> keys.size() == 1 && UNKNOWN_KEY.contains(finding.getType())).map(keys -> keys.get(0));
    }

    /** Whether it says only why one of several forms does not fit, of which another finding says that none does. */
    boolean isBranchOfAnother() {
        String evaluation = finding.getEvaluationPath().toString();
        return evaluation.contains("anyOf[") || evaluation.contains("oneOf[");
    }

    Place place() {
        return path.isEmpty() ? section.place() : section.place(last());
    }

    private String last() {
        return path.get(path.size() - 1);
    }

    Problem problem() {
        if (UNKNOWN_KEY.contains(finding.getType())) {
            return error("unknown key '" + last() + "'", meant(last(), schema.keys()).orElse("remove it"));
        }
        Optional<String> why = schema.note(SchemaCheck.WHY);
        JsonNode rule = finding.getSchemaNode();
        return switch (finding.getType()) {
            case "type" -> error(subject() + " and takes " + types(rule), typeRemedy(rule));
            case "enum" -> error(
                    subject() + ", none of " + words(rule),
                    meant(value().asText(), values(rule)).orElse(""));
            case "const" -> error(subject() + why.map(reason -> ": " + reason).orElse(" and must be " + shown(rule)), "");
            case "minimum" -> error(subject() + ", below " + rule.asText(), "");
            case "maximum" -> error(subject() + ", above " + rule.asText(), "");
            case "exclusiveMinimum" -> error(subject() + ", not above " + rule.asText(), "");
            case "exclusiveMaximum" -> error(subject() + ", not below " + rule.asText(), "");
            case "minLength" -> error(
                    value().asText().isEmpty() ? name() + " is empty" : subject() + ", shorter than " + rule.asText(), "");
            case "pattern" -> error(
                    subject() + why.map(reason -> ": " + reason).orElse(", which does not fit " + rule.asText()),
                    why.isPresent() ? "" : schema.note("description").orElse(""));
            case "required" -> error("'" + finding.getProperty() + "' is missing" + within(), "");
            case "propertyNames" -> error(
                    "'" + last() + "' is no key that can stand here"
                            + why.map(reason -> ": " + reason).orElse(pattern(rule).map(text -> ": it does not fit " + text).orElse("")),
                    "");
            case "not" -> error(name() + why.map(reason -> ": " + reason).orElse(" has a value it must not have"), "");
            case "anyOf", "oneOf" -> error(
                    subject() + why.map(reason -> ": " + reason).orElse(", which fits none of the forms it can have"),
                    schema.note("description").orElse(""));
            default -> error(name() + ": " + finding.getMessage().replaceFirst("^[^:]*: ", ""), "");
        };
    }

    private Problem error(String message, String remedy) {
        String full = path.isEmpty() ? section.path("").replaceFirst("\\.$", "") : section.path(last());
        return Problem.error(place(), full, message, remedy);
    }

    /** The thing and its value, such as {@code 'port' is 70000}; the value stays hidden where it may be a secret. */
    private String subject() {
        if (value().isContainerNode()) {
            return name() + " is " + (value().isArray() ? TYPES.get("array") : TYPES.get("object"));
        }
        return isSecret() ? name() + " has a value that does not fit" : name() + " is " + shown(value());
    }

    private boolean isSecret() {
        return schema.isSecret() || path.stream().anyMatch(key -> secretKeys.contains(key) || Reference.soundsSecret(key));
    }

    private String name() {
        if (path.isEmpty()) {
            return "the file";
        }
        if (finding.getInstanceLocation().getElement(-1) instanceof Integer index) {
            String list = path.size() > 1 ? " of '" + path.get(path.size() - 2) + "'" : "";
            return "element " + (index + 1) + list;
        }
        return "'" + last() + "'";
    }

    private String within() {
        return path.isEmpty() ? "" : " in " + name();
    }

    private JsonNode value() {
        return finding.getInstanceNode();
    }

    private String typeRemedy(JsonNode rule) {
        String text = value().asText().toLowerCase(Locale.ROOT);
        if (rule.asText().equals("boolean") && OLD_BOOLEANS.contains(text)) {
            return "write " + (Set.of("yes", "on", "y").contains(text));
        }
        if (rule.asText().equals("array") && value().isValueNode()) {
            return "begin its line with '- '";
        }
        return rule.asText().equals("string") && value().isValueNode() ? "put it in quotes" : "";
    }

    private static String types(JsonNode rule) {
        return rule.isArray()
                ? StreamSupport.stream(rule.spliterator(), false)
                        .map(type -> TYPES.get(type.asText()))
                        .collect(Collectors.joining(" or "))
                : TYPES.getOrDefault(rule.asText(), rule.asText());
    }

    private static Optional<String> pattern(JsonNode rule) {
        return Optional.ofNullable(rule.get("pattern")).map(JsonNode::asText);
    }

    private static String words(JsonNode rule) {
        return String.join(", ", values(rule));
    }

    private static List<String> values(JsonNode rule) {
        return StreamSupport.stream(rule.spliterator(), false).map(JsonNode::asText).toList();
    }

    private static String shown(JsonNode value) {
        return value.isTextual() ? "'" + value.asText() + "'" : value.asText();
    }

    private static Optional<String> meant(String word, Collection<String> known) {
        return Suggestion.nearest(word, known).map(near -> "did you mean '" + near + "'?");
    }
}
