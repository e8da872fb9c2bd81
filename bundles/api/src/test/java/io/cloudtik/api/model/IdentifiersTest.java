package io.cloudtik.api.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.cluster.ClusterName;
import io.cloudtik.api.model.cluster.ClusterUuid;
import io.cloudtik.api.model.cluster.NodeTypeSpec;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.node.Resources;
import io.cloudtik.api.model.workspace.WorkspaceName;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifiersTest {

    static Stream<Arguments> kinds() {
        return Stream.of(
                kind("workspace name", WorkspaceName::new, "lab"),
                kind("cluster name", ClusterName::new, "demo-2"),
                kind("node id", NodeId::new, "demo-worker-2-r1"),
                kind("node type name", NodeTypeName::new, "Worker.GPU_1"),
                kind("cluster uuid", ClusterUuid::new, "0123abcd-0000-4000-8000-00000000000f"));
    }

    private static Arguments kind(String name, Function<String, TextValue> type, String valid) {
        return Arguments.of(name, type, valid);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void holdsAndPrintsItsText(String name, Function<String, TextValue> type, String valid) {
        assertThat(type.apply(valid).value()).isEqualTo(valid);
        assertThat(type.apply(valid)).hasToString(valid).isEqualTo(type.apply(valid));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void refusesWhatCouldHurtInAPathACommandOrATag(String name, Function<String, TextValue> type, String valid) {
        for (String text : new String[] {
            null, "", " ", ".", "..", "../x", "a/b", "a b", "a\nb", "a;b", "$(a)", "-rf", "a\u0000", "\u00e4", "a".repeat(64), valid + "\n"
        }) {
            assertThatThrownBy(() -> type.apply(text))
                    .as("%s", text)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("'" + text + "' is no " + name);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "abcdefghijklmnopqrstuvwxyz012345", "a1"})
    void takesNamesOfUpTo32Characters(String text) {
        assertThat(new ClusterName(text).value()).isEqualTo(text);
        assertThat(new WorkspaceName(text).value()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abcdefghijklmnopqrstuvwxyz0123456", "a-", "1a", "Demo"})
    void refusesNamesThatSomeCloudWouldRefuse(String text) {
        assertThatThrownBy(() -> new ClusterName(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new WorkspaceName(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesCountsThatMakeNoSense() {
        assertThatThrownBy(() -> new NodeTypeSpec(
                        new NodeTypeName("gpu"), NodeKind.WORKER, 5, 3, Optional.empty(), Settings.empty()))
                .hasMessage("min_workers 5 and max_workers 3 of node type 'gpu'");
        assertThatThrownBy(() -> new Resources(-1, new DataSize(0), 0, Map.of()))
                .hasMessage("resources are not negative: cpus -1, gpus 0");
    }
}
