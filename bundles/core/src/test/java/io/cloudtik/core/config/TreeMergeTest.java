package io.cloudtik.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TreeMergeTest {

    private final List<Problem> problems = new ArrayList<>();

    @ParameterizedTest(name = "{2}")
    @CsvSource(delimiter = '|', value = {
        "{a: 1}                              | {b: 2}                       | {a: 1, b: 2}",
        "{a: 1}                              | {a: 2}                       | {a: 2}",
        "{s: {x: 1, y: 1}}                   | {s: {y: 2}}                  | {s: {x: 1, y: 2}}",
        "{s: {x: {y: 1, z: 1}}}              | {s: {x: {y: 2}}}             | {s: {x: {y: 2, z: 1}}}",
        "{l: [a, b]}                         | {l: [c]}                     | {l: [c]}",
        "{l: [a, b]}                         | {l++: [c]}                   | {l: [a, b, c]}",
        "{l: [a, b]}                         | {++l: [c]}                   | {l: [c, a, b]}",
        "{l: [a]}                            | {++l: [b], l++: [c]}         | {l: [b, a, c]}",
        "{l: [a]}                            | {++l: [b], l: [x], l++: [c]} | {l: [b, x, c]}",
        "{}                                  | {l++: [c]}                   | {l: [c]}",
        "{s: {l: [a]}}                       | {s: {l++: [c]}}              | {s: {l: [a, c]}}",
        "{l: [{name: a, x: 1}]}              | {l: [{name: a, y: 2}]}       | {l: [{name: a, x: 1, y: 2}]}",
        "{l: [{name: a, x: 1}, {name: b}]}   | {l: [{name: a, x: 2}]}       | {l: [{name: a, x: 2}, {name: b}]}",
        "{l: [t, {name: a, x: 1}]}           | {l: [{name: a, x: 2}]}       | {l: [t, {name: a, x: 2}]}",
        "{l: [{name: a, x: 1}]}              | {l: [{name: b}]}             | {l: [{name: b}]}",
        "{l: [{name: a, x: 1}]}              | {l: [{name: a}, {name: b}]}  | {l: [{name: a}, {name: b}]}",
        "{l: [{x: 1}]}                       | {l: [{x: 2}]}                | {l: [{x: 2}]}",
        "{s: {x: 1}}                         | {s: text}                    | {s: text}",
        "{s: text}                           | {s: {x: 1}}                  | {s: {x: 1}}",
        "{s: {x: 1}}                         | {s: {}}                      | {s: {x: 1}}",
        "{f: {'~/c++': a}}                   | {f: {'~/c++': b}}            | {f: {'~/c++': b}}",
    })
    void followsTheRulesOfTheOriginal(String lower, String upper, String expected) {
        assertThat(merge(lower, upper)).isEqualTo(YamlReader.parse("expected.yaml", expected));
        assertThat(problems).isEmpty();
    }

    @Test
    void letsEveryValueKeepThePlaceItWasWrittenAt() {
        Settings merged = merge("""
                provider:
                  type: local
                  nodes: [{host: a}]
                commands: [one, two]
                replaced: {x: {y: 1}}
                """, """
                provider:
                  region: here
                ++commands: [zero]
                commands++:
                  - three
                replaced: {x: 2}
                """);

        assertThat(merged.section("provider").place("type")).hasToString("lower.yaml:2:3");
        assertThat(merged.section("provider").place("region")).hasToString("upper.yaml:2:3");
        assertThat(merged.section("provider").sections("nodes").get(0).place("host")).hasToString("lower.yaml:3:12");
        Settings commands = merged.section("commands");
        assertThat(commands.place("0")).hasToString("upper.yaml:3:14");
        assertThat(commands.place("1")).hasToString("lower.yaml:4:12");
        assertThat(commands.place("2")).hasToString("lower.yaml:4:17");
        assertThat(commands.place("3")).hasToString("upper.yaml:5:5");
        assertThat(merged.section("replaced").place("x")).hasToString("upper.yaml:6:12");
        assertThat(merged.section("replaced").section("x").place("y")).hasToString("upper.yaml:6:12");
    }

    @Test
    void refusesToMakeALongerListOfWhatIsNone() {
        merge("l: text\n", "l++: [a]\n");

        assertThat(problems).singleElement().hasToString("upper.yaml:1:1: error: 'l++' adds to a list, and 'l' at "
                + "lower.yaml:1:1 is none (write 'l' to replace it)");
    }

    private Settings merge(String lower, String upper) {
        return new TreeMerge(problems).merge(YamlReader.parse("lower.yaml", lower), YamlReader.parse("upper.yaml", upper));
    }
}
