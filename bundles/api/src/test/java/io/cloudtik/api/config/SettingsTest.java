package io.cloudtik.api.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.problem.Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

    private static final Place ROOT = new Place("c.yaml", 1, 1);

    private final Settings settings = Settings.of(Map.of(
            "text", "demo", "flag", true, "count", 3L, "share", 0.5,
            "list", List.of("a", 1L, "b"),
            "block", Map.of("inner", "x", "number", 7L, "deeper", Map.of("k", "v")),
            "nodes", List.of(Map.of("host", "a"), "no section", Map.of("host", "b"))));

    @Test
    void givesEachValueByItsType() {
        assertThat(settings.text("text")).contains("demo");
        assertThat(settings.flag("flag")).contains(true);
        assertThat(settings.integer("count")).contains(3L);
        assertThat(settings.number("count")).contains(3.0);
        assertThat(settings.number("share")).contains(0.5);
        assertThat(settings.texts("list")).containsExactly("a", "b");
        assertThat(settings.section("block").text("inner")).contains("x");
    }

    @Test
    void answersEmptyForAMissingKeyAndForAnotherType() {
        assertThat(settings.text("count")).isEmpty();
        assertThat(settings.flag("text")).isEmpty();
        assertThat(settings.integer("text")).isEmpty();
        assertThat(settings.texts("text")).isEmpty();
        assertThat(settings.section("text").isEmpty()).isTrue();
        assertThat(settings.sections("block")).isEmpty();
        assertThat(settings.text("nothing")).isEmpty();
        assertThat(settings.section("nothing").section("below").text("key")).isEmpty();
        assertThat(settings.has("nothing")).isFalse();
    }

    @Test
    void takesAKeyWithDotsForOneKey() {
        Settings types = Settings.of(Map.of("head.default", Map.of("min_workers", 0L)));

        assertThat(types.section("head.default").has("min_workers")).isTrue();
        assertThat(types.section("head").isEmpty()).isTrue();
    }

    @Test
    void givesTheScalarsOfABlockAsTextsInTheirOrder() {
        Map<String, Object> tags = new LinkedHashMap<>();
        tags.put("team", "blue");
        tags.put("cost", 7L);
        tags.put("list", List.of());
        tags.put("shared", true);

        assertThat(Settings.of(Map.of("tags", tags)).textMap("tags"))
                .containsExactly(Map.entry("team", "blue"), Map.entry("cost", "7"), Map.entry("shared", "true"));
    }

    @Test
    void knowsPathAndPlaceOfEachValue() {
        Settings located = Settings.located(
                Map.of("provider", Map.of("nodes", List.of(Map.of("host", "a")))),
                Map.of(
                        List.of("provider"), new Place("c.yaml", 2, 1),
                        List.of("provider", "nodes"), new Place("c.yaml", 3, 3),
                        List.of("provider", "nodes", "0"), new Place("c.yaml", 4, 7),
                        List.of("provider", "nodes", "0", "host"), new Place("c.yaml", 4, 9)),
                ROOT);
        Settings node = located.section("provider").sections("nodes").get(0);

        assertThat(node.path("host")).isEqualTo("provider.nodes.0.host");
        assertThat(node.place("host")).hasToString("c.yaml:4:9");
        assertThat(node.place()).hasToString("c.yaml:4:7");
        assertThat(node.place("missing")).isEqualTo(node.place());
        assertThat(located.section("missing").place("key")).isEqualTo(ROOT);
    }

    @Test
    void isEqualByItsValuesAlone() {
        Settings located = Settings.located(Map.of("a", 1L), Map.of(List.of("a"), ROOT), ROOT);

        assertThat(located).isEqualTo(Settings.of(Map.of("a", 1L))).hasSameHashCodeAs(Settings.of(Map.of("a", 1L)));
        assertThat(located).isNotEqualTo(Settings.of(Map.of("a", 2L))).isNotEqualTo(Settings.empty());
        assertThat(Settings.of(Map.of("s", Map.of("a", 1L))).section("s")).isEqualTo(located);
    }

    @Test
    void neverPrintsAValue() {
        Settings secret = Settings.of(Map.of("provider", Map.of("password", "hunter2"))).section("provider");

        assertThat(secret).hasToString("Settings[provider [password]]");
    }

    @Test
    void isNotChangedByWhoeverMadeItOrReadsIt() {
        Map<String, Object> values = new LinkedHashMap<>(Map.of("a", 1L));
        Settings made = Settings.of(values);
        values.put("b", 2L);

        assertThat(made.keys()).containsExactly("a");
        assertThatThrownBy(() -> made.values().put("c", 3L)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void joinsSectionsKeyByKeyAndReplacesAllElseWhenLaidOver() {
        Settings below = Settings.of(Map.of("a", 1L, "s", Map.of("x", 1L, "y", 1L), "l", List.of("1"), "m", Map.of("x", 1L)));
        Settings above = Settings.of(Map.of("b", 2L, "s", Map.of("y", 2L, "z", 2L), "l", List.of("2"), "m", "text"));

        assertThat(below.overlaidBy(above)).isEqualTo(Settings.of(Map.of(
                "a", 1L, "b", 2L, "s", Map.of("x", 1L, "y", 2L, "z", 2L), "l", List.of("2"), "m", "text")));
    }

    @Test
    void knowsThePlaceOfEachValueAlsoAfterAnotherWasLaidOver() {
        Settings file = Settings.located(
                Map.of("low", Map.of("a", 1L, "b", 1L), "high", Map.of("own", Map.of("b", 2L))),
                Map.of(
                        List.of("low"), new Place("c.yaml", 1, 1),
                        List.of("low", "a"), new Place("c.yaml", 2, 3),
                        List.of("low", "b"), new Place("c.yaml", 3, 3),
                        List.of("high", "own", "b"), new Place("c.yaml", 6, 5)),
                ROOT);

        Settings joined = file.section("low").overlaidBy(file.section("high").section("own"));

        assertThat(joined.place("a")).hasToString("c.yaml:2:3");
        assertThat(joined.place("b")).hasToString("c.yaml:6:5");
        assertThat(joined.path("b")).isEqualTo("low.b");
        assertThat(file.section("low").overlaidBy(Settings.empty())).isEqualTo(file.section("low"));
    }
}
