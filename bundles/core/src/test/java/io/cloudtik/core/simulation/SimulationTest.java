package io.cloudtik.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Under every seed: no machine is orphaned, launched twice or ended while it does well, no foreign one is touched, the bill
 * is within bounds, and all is as wanted 200 s after the faults stopped. {@code -Dcloudtik.seed=N} runs one world and tells
 * all that happened in it; {@code -Dcloudtik.full=true} runs 100,000.
 */
class SimulationTest {

    private static final int SEEDS = 1_000;
    private static final int ALL_SEEDS = 100_000;
    /** Within which each planted defect must be seen. */
    private static final int SEEDS_FOR_A_DEFECT = 100;

    @TempDir
    private static Path home;

    private static Worlds worlds;

    @BeforeAll
    static void prepares() {
        worlds = new Worlds(home);
    }

    @Test
    void neitherLosesNorDoublesANodeUnderAnySeed() {
        Long asked = Long.getLong("cloudtik.seed");
        List<World.Verdict> verdicts =
                asked == null ? worlds.run(1, Boolean.getBoolean("cloudtik.full") ? ALL_SEEDS : SEEDS) : worlds.run(asked, 1);

        verdicts.stream().filter(World.Verdict::isBad).findFirst().ifPresent(bad -> {
            throw new AssertionError(verdicts.stream().filter(World.Verdict::isBad).count() + " of " + verdicts.size()
                    + " seeds failed. " + story(bad.seed()));
        });
        if (asked != null) {
            System.out.println(story(asked));
        }
    }

    @Test
    void aSeedReplaysExactly() {
        World.Verdict first = worlds.run(12, Mutation.NONE, true);
        World.Verdict again = worlds.run(12, Mutation.NONE, true);

        assertThat(first.history()).hasSizeGreaterThan(50);
        assertThat(again).isEqualTo(first);
    }

    @ParameterizedTest
    @EnumSource(PlantedDefect.class)
    void seesAPlantedDefect(PlantedDefect defect) {
        assertThat(worlds.find(defect, SEEDS_FOR_A_DEFECT)).as("a seed that shows it").isPresent();
    }

    private static String story(long seed) {
        World.Verdict told = worlds.run(seed, Mutation.NONE, true);
        return "Seed " + seed + ": " + (told.isBad() ? String.join("\n  ", told.violations()) : "all is well") + "\nReplay it with: "
                + "mvn -pl bundles/core test -Dtest=SimulationTest#neitherLosesNorDoublesANodeUnderAnySeed -Dcloudtik.seed=" + seed
                + "\n" + String.join("\n", told.history());
    }
}
