package io.cloudtik.node.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.runtime.NodePlan;
import io.cloudtik.contracts.text.HostileStrings;
import io.cloudtik.node.artifact.ArtifactState;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanVariablesTest {

    @TempDir
    Path folder;

    private PlanVariables variables;

    @BeforeEach
    void fill() {
        Path java = Path.of(System.getProperty("java.home"));
        variables = new PlanVariables(folder, Path.of("/dist"), new JavaHomes(java, Map.of(), List.of()), Map.of(
                "spark", new ArtifactState(Optional.of(Path.of("/cache/spark")), Optional.empty()),
                "ml", new ArtifactState(Optional.empty(), Optional.empty()),
                "gone", new ArtifactState(
                        Optional.empty(), Optional.of(new PlatformException(Kind.INVALID, "there is no gone")))));
    }

    @Test
    void fillsEachOfThem() {
        String java = System.getProperty("java.home");
        int version = Runtime.version().feature();

        assertThat(variables.fill("${artifact:spark}/* ${dir} ${dir:logs} ${distribution} ${java:" + version + "}/bin"))
                .isEqualTo("/cache/spark/* " + folder + " " + folder.resolve("logs") + " /dist " + java + "/bin");
        assertThat(folder.resolve("logs")).isDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"$dir", "${HOME}", "${sys:log.dir}", "${job}", "${artifact}", "${java}", "${distribution:x}", "$1 \\ {"})
    void leavesAnythingElseAsItIs(String text) {
        assertThat(variables.fill(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"${dir}", "$${dir:x}", "${artifact:none}", "${dollar}{dir}", "${dir:", "${java:99}${distribution}", "$1\\$", "a"})
    void leavesTheTextOfAUserAsItIsWhateverItLooksLike(String text) {
        assertThat(variables.fill(NodePlan.literal(text))).isEqualTo(text);
    }

    @Test
    void leavesTheTextsOfAnybodyAsTheyAre() {
        HostileStrings.seeded(4).limit(10_000).forEach(text ->
                assertThat(variables.fill(NodePlan.literal(text))).isEqualTo(text));
    }

    @Test
    void fillsTheFolderOfAJobInAJob() {
        assertThat(variables.withJob(Path.of("/jobs/1")).fill("${job}/app.jar")).isEqualTo("/jobs/1/app.jar");
        assertThat(variables.withJob(Path.of("/jobs/1")).fill(NodePlan.literal("${job}/data"))).isEqualTo("/jobs/1/data");
    }

    @Test
    void namesArtifactsThatAreComingAndFailsForOneThatDoesNot() {
        PlanVariables more = variables.withArtifacts(
                Map.of("packages", new ArtifactState(Optional.empty(), Optional.empty())));

        assertThat(more.coming(List.of("${artifact:spark}/*", "${artifact:packages}/a:${artifact:packages}/b", "${dir}")))
                .containsExactly("packages");
        assertThat(more.coming(List.of("${artifact:spark}"))).isEmpty();
        assertThatThrownBy(() -> more.coming(List.of("${artifact:gone}"))).hasMessage("there is no gone");
    }

    @Test
    void isUnavailableWhileAnArtifactIsBeingFetched() {
        assertThatThrownBy(() -> variables.fill("${artifact:ml}"))
                .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE))
                .hasMessage("artifact 'ml' is being fetched");
    }

    @Test
    void failsAsTheArtifactDid() {
        assertThatThrownBy(() -> variables.fill("${artifact:gone}"))
                .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID))
                .hasMessage("there is no gone");
    }

    @Test
    void refusesAnArtifactThatThePlanDoesNotHave() {
        assertThatThrownBy(() -> variables.fill("${artifact:hadoop}"))
                .hasMessage("the plan names the artifact 'hadoop' but does not have it");
    }

    @Test
    void refusesAFolderOutsideThePlans() {
        assertThatThrownBy(() -> variables.fill("${dir:../../etc}"))
                .hasMessage("${dir:../../etc} does not stay in the plan's folder");
    }
}
