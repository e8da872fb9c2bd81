package io.cloudtik.core.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.cloudtik.api.config.Settings;
import io.cloudtik.api.problem.Problem;
import io.cloudtik.api.problem.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks settings against a JSON Schema and turns each finding into a problem at its place. A schema may mark a key with
 * {@code "x-unsupported": "why"}: it was the original's, it is known, and it does nothing here.
 */
final class SchemaCheck {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String UNSUPPORTED = "x-unsupported";
    private static final JsonSchemaFactory FACTORY = factory();

    private final JsonNode schema;
    private final JsonSchema compiled;

    SchemaCheck(String schemaText) {
        try {
            schema = MAPPER.readTree(schemaText);
        } catch (IOException e) {
            throw new UncheckedIOException("a schema that is no JSON", e);
        }
        compiled = FACTORY.getSchema(schema);
    }

    private static JsonSchemaFactory factory() {
        JsonMetaSchema dialect = JsonMetaSchema.builder(JsonMetaSchema.getV202012())
                .keyword(new NonValidationKeyword(UNSUPPORTED))
                .build();
        return JsonSchemaFactory.builder(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012))
                .metaSchema(dialect)
                .defaultMetaSchemaIri(dialect.getIri())
                .build();
    }

    Problems check(Settings settings) {
        List<Problem> problems = new ArrayList<>();
        for (ValidationMessage finding : compiled.validate(MAPPER.valueToTree(settings.values()))) {
            problems.add(problem(settings, finding));
        }
        unsupported(schema, settings, problems);
        return new Problems(problems);
    }

    private Problem problem(Settings settings, ValidationMessage finding) {
        Settings section = settings;
        List<String> path = new ArrayList<>();
        for (int i = 0; i < finding.getInstanceLocation().getNameCount(); i++) {
            path.add(String.valueOf(finding.getInstanceLocation().getElement(i)));
        }
        String last = path.isEmpty() ? "" : path.get(path.size() - 1);
        for (int i = 0; i < path.size() - 1; i++) {
            section = child(section, path.get(i));
        }
        if (finding.getType().equals("additionalProperties") || finding.getType().equals("unevaluatedProperties")) {
            return unknownKey(path.isEmpty() ? settings : child(section, last), path, finding.getProperty());
        }
        String message = finding.getMessage().replaceFirst("^[^:]*: ", "");
        if (path.isEmpty()) {
            return Problem.error(settings.place(), "", message, "");
        }
        return Problem.error(section.place(last), section.path(last), "'" + last + "': " + message, "");
    }

    private Problem unknownKey(Settings section, List<String> path, String key) {
        Optional<String> meant = Suggestion.nearest(key, knownKeys(path));
        return Problem.error(
                section.place(key),
                section.path(key),
                "unknown key '" + key + "'",
                meant.map(word -> "did you mean '" + word + "'?").orElse("remove it"));
    }

    private List<String> knownKeys(List<String> path) {
        JsonNode node = schema;
        for (String step : path) {
            node = below(node, step);
        }
        List<String> keys = new ArrayList<>();
        node.path("properties").fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private JsonNode below(JsonNode node, String key) {
        if (node.path("properties").has(key)) {
            return referred(node.path("properties").get(key));
        }
        return referred(node.has("items") ? node.get("items") : node.path("additionalProperties"));
    }

    private JsonNode referred(JsonNode node) {
        return node.has("$ref") ? schema.at(node.get("$ref").asText().substring(1)) : node;
    }

    private void unsupported(JsonNode schema, Settings settings, List<Problem> problems) {
        for (String key : settings.keys()) {
            JsonNode child = below(schema, key);
            if (child.has(UNSUPPORTED) && isClean(settings.path(key), problems)) {
                problems.add(Problem.warning(
                        settings.place(key),
                        settings.path(key),
                        "'" + key + "' is known and not supported here: " + child.get(UNSUPPORTED).asText(),
                        ""));
            } else if (child.isObject()) {
                unsupported(child, settings.section(key), problems);
            }
        }
    }

    private static boolean isClean(String path, List<Problem> problems) {
        return problems.stream().noneMatch(problem -> problem.path().equals(path));
    }

    private static Settings child(Settings settings, String key) {
        return settings.section(key);
    }
}
