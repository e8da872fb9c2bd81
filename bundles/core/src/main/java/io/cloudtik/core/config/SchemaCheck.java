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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Checks settings against a JSON Schema and turns each finding into a problem at its place. Besides the standard's words a
 * schema may say of a key:
 * <ul>
 *   <li>{@code "x-unsupported": "why"}: it was the original's, it is known, and it does nothing here: a warning;
 *   <li>{@code "x-why": "reason"}: shown with a value that is refused;
 *   <li>{@code "x-references": true}: it need not be a secret, and may be written as a {@link Reference};
 *   <li>{@code "writeOnly": true}: its value is a secret, never shown, best written as a {@link Reference}.
 * </ul>
 */
final class SchemaCheck {

    static final String UNSUPPORTED = "x-unsupported";
    static final String WHY = "x-why";
    static final String REFERENCES = "x-references";
    /** More than anybody mends in one go; the count of the rest is told. */
    static final int MOST_PROBLEMS = 100;

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonSchemaFactory FACTORY = factory();

    private final SchemaView schema;
    private final JsonSchema compiled;
    private final Set<String> secretKeys;
    private final Map<String, String> tolerated;

    SchemaCheck(String schemaText) {
        this(schemaText, Set.of(), Map.of());
    }

    /**
     * @param secretKeys keys whose values are secret wherever they stand, besides those that the schema marks
     * @param tolerated keys that do nothing if the schema does not know them, with the reason
     */
    SchemaCheck(String schemaText, Set<String> secretKeys, Map<String, String> tolerated) {
        JsonNode tree = parse(schemaText);
        this.schema = new SchemaView(tree);
        this.compiled = FACTORY.getSchema(tree);
        this.secretKeys = Set.copyOf(secretKeys);
        this.tolerated = Map.copyOf(tolerated);
    }

    static JsonNode parse(String schemaText) {
        try {
            return MAPPER.readTree(schemaText);
        } catch (IOException e) {
            throw new UncheckedIOException("a schema that is no JSON", e);
        }
    }

    private static JsonSchemaFactory factory() {
        JsonMetaSchema dialect = JsonMetaSchema.builder(JsonMetaSchema.getV202012())
                .keyword(new NonValidationKeyword(UNSUPPORTED))
                .keyword(new NonValidationKeyword(WHY))
                .keyword(new NonValidationKeyword(REFERENCES))
                .build();
        return JsonSchemaFactory.builder(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012))
                .metaSchema(dialect)
                .defaultMetaSchemaIri(dialect.getIri())
                .build();
    }

    Problems check(Settings settings) {
        List<SchemaFinding> findings = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (ValidationMessage message : compiled.validate(MAPPER.valueToTree(settings.values()))) {
            SchemaFinding finding = new SchemaFinding(schema, settings, message, secretKeys);
            Optional<String> why = finding.unknownKey().map(tolerated::get);
            if (why.isPresent()) {
                problems.add(SchemaNotes.unsupported(settings, finding.unknownKey().get(), why.get()));
            } else if (!finding.isBranchOfAnother()) {
                findings.add(finding);
            }
        }
        findings.sort(Comparator.comparing(SchemaFinding::place));
        findings.stream().limit(MOST_PROBLEMS).map(SchemaFinding::problem).forEach(problems::add);
        if (findings.size() > MOST_PROBLEMS) {
            problems.add(Problem.error(findings.get(MOST_PROBLEMS).place(), settings.path(""),
                    "and " + (findings.size() - MOST_PROBLEMS) + " more of the kind", ""));
        }
        new SchemaNotes(secretKeys, problems).walk(schema, settings);
        return new Problems(problems);
    }
}
