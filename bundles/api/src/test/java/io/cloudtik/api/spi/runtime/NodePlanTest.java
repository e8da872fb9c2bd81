package io.cloudtik.api.spi.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.model.DataSize;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodePlanTest {

    private static final String HASH = "0123456789abcdef".repeat(4);

    @Test
    void joinsTwoPlansInTheirOrder() {
        NodePlan joined = plan("a", Map.of("A", "1", "BOTH", "first")).and(plan("b", Map.of("B", "2", "BOTH", "second")));

        assertThat(joined.mavenArtifacts()).extracting(MavenArtifact::name).containsExactly("a", "b");
        assertThat(joined.downloads()).extracting(Download::name).containsExactly("a", "b");
        assertThat(joined.files()).extracting(PlannedFile::path).containsExactly("a", "b");
        assertThat(joined.services()).extracting(PlannedService::name).containsExactly("a", "b");
        assertThat(joined.environment()).isEqualTo(Map.of("A", "1", "B", "2", "BOTH", "second"));
    }

    @Test
    void isUnchangedByAPlanOfNothing() {
        NodePlan plan = plan("a", Map.of("A", "1"));

        assertThat(plan.and(NodePlan.EMPTY)).isEqualTo(plan);
        assertThat(NodePlan.EMPTY.and(plan)).isEqualTo(plan);
    }

    @Test
    void isNotChangedByWhoeverMadeIt() {
        List<PlannedFile> files = new ArrayList<>();
        NodePlan plan = new NodePlan(List.of(), List.of(), files, List.of(), Map.of());
        files.add(PlannedFile.text("late", ""));

        assertThat(plan).isEqualTo(NodePlan.EMPTY);
    }

    @Test
    void isKnownByTheFirst128BitsOfItsTextsSha256() {
        assertThat(NodePlan.hashOf("")).isEqualTo("e3b0c44298fc1c149afbf4c8996fb924");
        assertThat(NodePlan.hashOf("\u00e4")).isNotEqualTo(NodePlan.hashOf("a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/etc/passwd", "..", "../x", "a/..", "a/../b", "a/../../b"})
    void refusesAFileThatLeavesThePlansFolder(String path) {
        assertThatThrownBy(() -> PlannedFile.text(path, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + path + "' does not stay in the plan's folder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "conf/spark.conf", "..a", "a..", "a..b/c", ".hidden"})
    void takesAFileInThePlansFolder(String path) {
        assertThat(PlannedFile.text(path, "x").path()).isEqualTo(path);
    }

    @Test
    void keepsSecretFilesToTheirOwnerAndOutOfLogs() {
        PlannedFile secret = PlannedFile.secret("conf/token", "hunter2");

        assertThat(secret.mode()).isEqualTo(0600);
        assertThat(secret).hasToString("PlannedFile[conf/token, 7 characters]");
        assertThat(secret.keptIfPresent().onlyIfMissing()).isTrue();
        assertThat(secret.keptIfPresent().mode()).isEqualTo(0600);
    }

    @Test
    void carriesBytesAsTheyAre() {
        byte[] bytes = {0, -1, 127};

        PlannedFile file = PlannedFile.bytes("a.jar", bytes);

        assertThat(file.encoding()).isEqualTo(PlannedFile.Encoding.BASE64);
        assertThat(Base64.getDecoder().decode(file.content())).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Spark", "spark master", "-x", "1a", "../x", "a/b"})
    void refusesAServiceNameThatIsNoFileName(String name) {
        assertThatThrownBy(() -> service(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'" + name + "' is no service name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0123", "g"})
    void refusesAChecksumThatIsNone(String hex) {
        assertThatThrownBy(() -> Checksum.sha256(hex))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a sha256 has 64 hex digits in small letters");
        assertThatThrownBy(() -> Checksum.sha512(hex)).hasMessage("a sha512 has 128 hex digits in small letters");
    }

    @Test
    void refusesAnArtifactOfNothing() {
        assertThatThrownBy(() -> new MavenArtifact("spark", List.of(), List.of(), new DataSize(1)))
                .hasMessage("artifact 'spark' has no coordinates");
    }

    @Test
    void checksEachServiceInItsOwnWay() {
        assertThat(HealthCheck.http("http://127.0.0.1:8080/").target()).isEqualTo("http://127.0.0.1:8080/");
        assertThat(HealthCheck.tcp("127.0.0.1", 7077).target()).isEqualTo("127.0.0.1:7077");
        assertThat(HealthCheck.process().type()).isEqualTo(HealthCheck.Type.PROCESS);
        assertThat(List.of(HealthCheck.http("x"), HealthCheck.tcp("x", 1), HealthCheck.process()))
                .allSatisfy(check -> {
                    assertThat(check.timeout()).isPositive().isLessThanOrEqualTo(check.interval());
                    assertThat(check.startTime()).isGreaterThan(check.timeout());
                });
    }

    private static NodePlan plan(String name, Map<String, String> environment) {
        return new NodePlan(
                List.of(new MavenArtifact(name, List.of("g:a:1"), List.of(), new DataSize(1))),
                List.of(new Download(name, URI.create("https://x/" + name), Checksum.sha256(HASH), new DataSize(1))),
                List.of(PlannedFile.text(name, "")),
                List.of(service(name)),
                environment);
    }

    private static PlannedService service(String name) {
        return new PlannedService(name, "test", List.of("true"), Map.of(), List.of(), List.of(), HealthCheck.process(),
                RestartPolicy.ALWAYS, "TERM", Duration.ofSeconds(1), Optional.empty());
    }
}
