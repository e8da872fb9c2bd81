package io.cloudtik.core.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudtik.api.spi.provider.ProviderDescription;
import io.cloudtik.api.spi.runtime.RuntimeDescription;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The schema of a file into which those of plugins are put, each under {@code $defs}, and which is then fit for any editor:
 * our own annotations become what the standard has for them.
 */
final class JoinedSchema {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String DEFINITIONS = "$defs";
    private static final String REFERENCE = "$ref";
    private static final String PROPERTIES = "properties";
    private static final String DESCRIPTION = "description";

    private final ObjectNode root;

    JoinedSchema(String schema) {
        this.root = (ObjectNode) SchemaCheck.parse(schema);
    }

    JoinedSchema withTemplates(Collection<String> names) {
        ObjectNode from = (ObjectNode) root.path(PROPERTIES).path("from");
        ArrayNode forms = from.remove(List.of("type")).putArray("anyOf");
        strings(forms.addObject().putArray("enum"), names);
        forms.addObject().put("type", "string");
        return this;
    }

    /** Each provider's own keys, where its type is written. */
    JoinedSchema withProviders(List<ProviderDescription> providers, Function<ProviderDescription, String> schema) {
        ObjectNode type = (ObjectNode) root.at("/properties/provider/properties/type");
        strings(type.putArray("enum"), providers.stream().map(ProviderDescription::type).toList());
        for (ProviderDescription provider : providers) {
            ObjectNode block = define("provider-" + provider.type(), schema.apply(provider));
            block.put(DESCRIPTION, provider.summary());
            ObjectNode keys = block.withObject(PROPERTIES);
            OriginalEdition.providerKeys().forEach((key, why) -> {
                if (!keys.has(key)) {
                    keys.putObject(key).put(SchemaCheck.UNSUPPORTED, why);
                }
            });
            block.withObject(PROPERTIES).withObject("type").put("const", provider.type());
            marked(block, provider.secretKeys());
            refer(consequence(provider.type()).putObject("provider"), "provider-" + provider.type());
        }
        return this;
    }

    /** Each provider's own keys of a node type. */
    JoinedSchema withNodeConfigs(List<ProviderDescription> providers) {
        for (ProviderDescription provider : providers) {
            marked(define("node-" + provider.type(), provider.nodeSchema()), provider.secretKeys());
            refer(consequence(provider.type())
                    .putObject("available_node_types")
                    .putObject("additionalProperties")
                    .putObject(PROPERTIES)
                    .putObject("node_config"), "node-" + provider.type());
        }
        return this;
    }

    /** Each runtime's block, of the cluster and of its node types. */
    JoinedSchema withRuntimes(List<RuntimeDescription> runtimes) {
        runtimes.forEach(runtime -> marked(
                define("runtime-" + runtime.name(), runtime.schema()).put(DESCRIPTION, runtime.summary()),
                runtime.secretKeys()));
        for (String block : List.of(
                "/properties/runtime", "/properties/available_node_types/additionalProperties/properties/runtime")) {
            ObjectNode runtime = (ObjectNode) root.at(block);
            ObjectNode keys = runtime.withObject(PROPERTIES);
            strings(((ObjectNode) keys.at("/types/items")).putArray("enum"),
                    runtimes.stream().map(RuntimeDescription::name).toList());
            runtimes.forEach(each -> refer(keys.putObject(each.name()), "runtime-" + each.name()));
        }
        return this;
    }

    String text() {
        standardised(root);
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree that cannot be written", e);
        }
    }

    /** What holds of the keys of a file with a provider of this type. */
    private ObjectNode consequence(String provider) {
        ObjectNode rule = root.withArray("allOf").addObject();
        ObjectNode condition = rule.putObject("if");
        condition.putArray("required").add("provider");
        ObjectNode block = condition.putObject(PROPERTIES).putObject("provider");
        block.putArray("required").add("type");
        block.putObject(PROPERTIES).putObject("type").put("const", provider);
        return rule.putObject("then").putObject(PROPERTIES);
    }

    private ObjectNode define(String name, String schema) {
        ObjectNode own = (ObjectNode) SchemaCheck.parse(schema);
        own.remove(List.of("$schema", "$id"));
        moved(own, "#/" + DEFINITIONS + "/" + name);
        root.withObject(DEFINITIONS).set(name, own);
        return own;
    }

    /** What refers to a place in its own schema finds it where that schema stands now. */
    private static void moved(JsonNode node, String prefix) {
        if (node instanceof ObjectNode object && object.path(REFERENCE).asText().startsWith("#")) {
            object.put(REFERENCE, prefix + object.get(REFERENCE).asText().substring(1));
        }
        node.forEach(child -> moved(child, prefix));
    }

    private static void refer(ObjectNode node, String definition) {
        node.put(REFERENCE, "#/" + DEFINITIONS + "/" + definition);
    }

    private static void marked(ObjectNode schema, Set<String> secretKeys) {
        schema.path(PROPERTIES).properties().forEach(entry -> {
            if (entry.getValue() instanceof ObjectNode key && secretKeys.contains(entry.getKey())) {
                key.put("writeOnly", true);
            }
        });
    }

    private static void standardised(JsonNode node) {
        if (node instanceof ObjectNode object) {
            JsonNode unsupported = object.remove(SchemaCheck.UNSUPPORTED);
            if (unsupported != null) {
                object.put("deprecated", true).put(DESCRIPTION, "Known and not supported here: " + unsupported.asText() + ".");
            }
            object.remove(List.of(SchemaCheck.WHY, SchemaCheck.REFERENCES));
        }
        node.forEach(JoinedSchema::standardised);
    }

    private static void strings(ArrayNode array, Collection<String> words) {
        words.forEach(array::add);
    }
}
