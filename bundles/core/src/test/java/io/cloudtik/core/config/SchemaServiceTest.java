package io.cloudtik.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.cloudtik.api.config.Settings;
import io.cloudtik.api.control.SchemaOperations.File;
import io.cloudtik.api.spi.runtime.RuntimeDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaServiceTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final String HEADER = "cluster_name: demo\nprovider: {type: local}\n";

    private final PluginsOfTheBox plugins = new PluginsOfTheBox();
    private final SchemaService schemas =
            new SchemaService(plugins.providers, plugins.runtimes, new Templates(List.of(), plugins.providers));

    @ParameterizedTest
    @EnumSource(File.class)
    void printsASchemaByTheStandard(File file) throws IOException {
        JsonSchema standard = FACTORY.getSchema(SchemaLocation.of(SpecVersion.VersionFlag.V202012.getId()));

        assertThat(standard.validate(MAPPER.readTree(schemas.schema(file)))).isEmpty();
        assertThat(schemas.schema(file)).doesNotContain("\"x-");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void findsNothingWrongWithTheExamples(Path example) throws IOException {
        boolean workspace = example.getFileName().toString().startsWith("workspace");

        assertThat(findings(workspace ? File.WORKSPACE : File.CLUSTER, Files.readString(example))).isEmpty();
    }

    static Stream<Path> examples() throws IOException {
        return ConfigLoaderTest.exampleFiles();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "from: local/small", "from: team/own", "runtime: {types: [spark], spark: {version: 4.0.1}}",
        "setup_commands: [echo hi]", "file_mounts: {/opt/a: ./a}", "runtime: {envs: {A: '${env:A}'}}",
        "available_node_types: {gpu: {runtime: {spark: {worker_memory: 2g}}, worker_setup_commands: []}}",
        "docker: {enabled: false, image: x}", "options: {retry_interval: 3}"
    })
    void findsNothingWrongWithWhatLoads(String line) {
        assertThat(findings(File.CLUSTER, HEADER + line + "\n")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "clustre_name: x", "runtime: {types: [sparc]}", "runtime: {spark: {version: 3.5.0}}",
        "runtime: {spark: {verzion: 4.0.1}}", "available_node_types: {a: {node_config: {zone: b}}}",
        "available_node_types: {a: {runtime: {spark: {worker_cores: many}}}}", "java: python", "docker: {enabled: true}"
    })
    void findsWhatDoesNotLoad(String line) {
        assertThat(findings(File.CLUSTER, HEADER + line + "\n")).isNotEmpty();
    }

    @Test
    void knowsTheKeysOfTheProviderThatIsWritten() {
        assertThat(findings(File.CLUSTER, "cluster_name: demo\nprovider: {type: local, zone: a}\n")).isNotEmpty();
        assertThat(findings(File.WORKSPACE, "workspace_name: lab\nprovider: {type: locale}\n")).isNotEmpty();
    }

    @Test
    void offersTheWordsThatCanBeWritten() throws IOException {
        JsonNode schema = MAPPER.readTree(schemas.schema(File.CLUSTER));

        assertThat(words(schema.at("/properties/provider/properties/type/enum"))).containsExactly("local");
        assertThat(words(schema.at("/properties/runtime/properties/types/items/enum"))).containsExactly("spark");
        assertThat(words(schema.at("/properties/from/anyOf/0/enum"))).contains("local/small", "local/very-large-highmem");
        assertThat(schema.at("/$defs/runtime-spark/properties/version/description").asText()).isNotEmpty();
        assertThat(schema.at("/properties/python_version/deprecated").asBoolean()).isTrue();
    }

    @Test
    void describesEveryKeyOfTheFileItself() throws IOException {
        for (File file : File.values()) {
            MAPPER.readTree(schemas.schema(file)).path("properties").properties().forEach(entry -> assertThat(
                            entry.getValue().path("description").asText() + entry.getKey())
                    .isNotEqualTo(entry.getKey()));
        }
    }

    @Test
    void keepsReferencesWithinAPluginsSchemaTrue() {
        String text = new JoinedSchema(OriginalEdition.resource("cluster.schema.json"))
                .withRuntimes(List.of(new RuntimeDescription("tree", "Grows.", """
                        {
                          "$id": "https://example.org/tree",
                          "properties": {"root": {"$ref": "#/$defs/node"}},
                          "$defs": {"node": {"type": "object", "properties": {"child": {"$ref": "#/$defs/node"}}}}
                        }
                        """, Set.of(), Set.of("root"))))
                .text();

        assertThat(text).contains("\"writeOnly\" : true");
        assertThat(findings(text, HEADER + "runtime: {tree: {root: {child: {child: {}}}}}\n")).isEmpty();
        assertThat(findings(text, HEADER + "runtime: {tree: {root: {child: {child: 1}}}}\n")).isNotEmpty();
    }

    private Set<ValidationMessage> findings(File file, String yaml) {
        return findings(schemas.schema(file), yaml);
    }

    private static Set<ValidationMessage> findings(String schema, String yaml) {
        Settings settings = YamlReader.parse("c.yaml", yaml);
        return FACTORY.getSchema(schema).validate(MAPPER.valueToTree(settings.values()));
    }

    private static List<String> words(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
    }
}
