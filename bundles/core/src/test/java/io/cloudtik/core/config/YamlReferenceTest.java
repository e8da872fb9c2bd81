package io.cloudtik.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reference of the YAML files names every key that can be written. */
class YamlReferenceTest {

    private static final List<String> STAGES = List.of("initialization", "setup", "bootstrap", "start", "stop");

    @ParameterizedTest
    @ValueSource(strings = {"workspace.schema.json", "cluster.schema.json"})
    void namesEveryKey(String schema) throws IOException {
        String page = Files.readString(Path.of("../../docs/reference/yaml.md"));
        Set<String> keys = new TreeSet<>();
        gather(SchemaCheck.parse(OriginalEdition.resource(schema)), keys);

        assertThat(keys).isNotEmpty().allSatisfy(key -> assertThat(page).containsPattern("[`.]" + key + "`"));
    }

    private static void gather(JsonNode node, Set<String> keys) {
        node.path("properties").properties().forEach(entry -> {
            boolean command = STAGES.stream().anyMatch(stage -> entry.getKey().endsWith(stage + "_commands"));
            if (!command && !entry.getKey().equals("docker")) {
                keys.add(entry.getKey());
                gather(entry.getValue(), keys);
            }
        });
        if (node.path("additionalProperties").isObject()) {
            gather(node.get("additionalProperties"), keys);
        }
    }
}
