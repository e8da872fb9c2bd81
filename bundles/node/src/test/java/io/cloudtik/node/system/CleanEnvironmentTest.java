package io.cloudtik.node.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CleanEnvironmentTest {

    @Test
    void keepsTheNodesMarkersAndDropsTheRest() {
        assertThat(CleanEnvironment.of(Map.of(
                        "PATH", "/bin",
                        "HOME", "/node",
                        "LANG", "C",
                        "JAVA_HOME", "/java",
                        "CLOUDTIK_LOCAL_NODE", "n-1",
                        "CLOUDTIK_START", "token of whoever started the container",
                        "AWS_SECRET_ACCESS_KEY", "s3cret",
                        "SPARK_CONF_DIR", "/elsewhere")))
                .containsOnly(
                        Map.entry("PATH", "/bin"),
                        Map.entry("HOME", "/node"),
                        Map.entry("LANG", "C"),
                        Map.entry("JAVA_HOME", "/java"),
                        Map.entry("CLOUDTIK_LOCAL_NODE", "n-1"));
    }

    @Test
    void givesWhatNoProgramCanDoWithout() {
        assertThat(CleanEnvironment.of(Map.of())).containsOnlyKeys("PATH", "LANG", "JAVA_HOME");
    }
}
