package io.cloudtik.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.problem.InvalidInputException;
import io.cloudtik.codec.json.JacksonRecordCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {

    @TempDir
    private Path folder;

    @Test
    void readsEachKindOfValue() {
        Settings settings = parse("""
                text: demo
                number: 3
                share: 0.5
                flag: true
                list: [a, b]
                block: {inner: x}
                """);

        assertThat(settings.values()).isEqualTo(Map.of(
                "text", "demo", "number", 3L, "share", 0.5, "flag", true, "list", List.of("a", "b"),
                "block", Map.of("inner", "x")));
    }

    @Test
    void readsBackWhatAHeadKeepsOfAFileWhateverIsInIt() {
        Settings kept = Settings.of(Map.of("mark", "\uFEFFa\u2028b", "grüße", "世界 \uD83D\uDE00 \"'\\\n\t"));

        assertThat(parse(new JacksonRecordCodec().encode(kept)).values()).isEqualTo(kept.values());
    }

    @Test
    void knowsThePlaceOfEachKeyAndOfEachElementOfAList() {
        Settings settings = parse("""
                provider:
                  type: local
                  nodes:
                    - host: a
                    - host: b
                """);

        assertThat(settings.section("provider").place("type")).hasToString("c.yaml:2:3");
        assertThat(settings.section("provider").sections("nodes").get(1).place("host")).hasToString("c.yaml:5:7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no", "yes", "on", "off", "NO", "y", "012:30"})
    void readsTheWordsThatOlderYamlTookForBooleansAndTimesAsTexts(String word) {
        assertThat(parse("key: " + word).text("key")).contains(word);
    }

    @ParameterizedTest
    @CsvSource({"010, 10", "0o17, 15", "0x1F, 31", "-12, -12", "+7, 7", "0, 0", "9223372036854775807, 9223372036854775807"})
    void readsIntegersAsYaml12Does(String text, long value) {
        assertThat(parse("key: " + text).integer("key")).contains(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "True", "TRUE"})
    void readsTrueInAllItsCases(String word) {
        assertThat(parse("key: " + word).flag("key")).contains(true);
    }

    @Test
    void takesAKeyWithoutAValueForAMissingOne() {
        Settings settings = parse("empty:\ntilde: ~\nword: null\nthere: x\n");

        assertThat(settings.keys()).containsExactly("there");
    }

    @Test
    void readsAFileWithAByteOrderMark() throws IOException {
        Path file = Files.writeString(folder.resolve("bom.yaml"), "\uFEFFcluster_name: demo\n");

        assertThat(YamlReader.parse(file.toString(), SourceText.read(file)).text("cluster_name")).contains("demo");
    }

    @Test
    void mergesMapsBeneathWhatIsWritten() {
        Settings settings = parse("""
                base: &base {a: 1, b: 1}
                more: &more {b: 2, c: 2}
                one: {<<: *base, b: 3}
                two: {<<: [*base, *more]}
                """);

        assertThat(settings.section("one").values()).isEqualTo(Map.of("a", 1L, "b", 3L));
        assertThat(settings.section("two").values()).isEqualTo(Map.of("a", 1L, "b", 1L, "c", 2L));
        assertThat(settings.section("one").place("a")).hasToString("c.yaml:1:14");
    }

    @Test
    void namesTheFileThatIsNotThere() {
        Path file = folder.resolve("none.yaml");

        assertThatThrownBy(() -> YamlReader.parse(file.toString(), SourceText.read(file)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(file + ": error: there is no such file (check the path)");
    }

    @Test
    void refusesAFolder() {
        assertThatThrownBy(() -> YamlReader.parse(folder.toString(), SourceText.read(folder)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(folder + ": error: this is not a file (check the path)");
    }

    @Test
    void refusesAFileOfMoreThanOneMebibyte() throws IOException {
        Path file = Files.writeString(folder.resolve("large.yaml"), "a: " + "x".repeat(1 << 20));

        assertThatThrownBy(() -> YamlReader.parse(file.toString(), SourceText.read(file)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(file + ": error: the file is larger than 1 MiB (a configuration is a short text)");
    }

    @Test
    void refusesAFileThatIsNotInUtf8() throws IOException {
        Path file = Files.write(folder.resolve("latin.yaml"), "name: café".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> YamlReader.parse(file.toString(), SourceText.read(file)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(file + ":1:10: error: the file is not in UTF-8: byte 0xE9 (save it in UTF-8)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# only a comment\n"})
    void refusesAnEmptyFile(String text) {
        refuses(text, "c.yaml: error: the file is empty (write at least cluster_name and provider)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"- a\n- b\n", "just words", "42"})
    void refusesAnythingButKeysAtTheTop(String text) {
        refuses(text, "c.yaml:1:1: error: a configuration is a list of keys with values (write cluster_name: demo)");
    }

    @Test
    void namesBothPlacesOfAKeyThatIsWrittenTwice() {
        refuses("provider:\n  type: local\n  region: a\n  type: aws\n",
                "c.yaml:4:3: error: 'type' is written twice; the first is at c.yaml:2:3 (keep one of them)");
    }

    @Test
    void refusesAKeyThatIsWrittenTwiceEvenIfTheFirstHasNoValue() {
        refuses("type:\ntype: aws\n",
                "c.yaml:2:1: error: 'type' is written twice; the first is at c.yaml:1:1 (keep one of them)");
    }

    @Test
    void tellsAllThatIsWrongInOneGo() {
        assertThatThrownBy(() -> parse("a: .nan\nb: 1\nb: 2\n? [x]\n: y\n"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("""
                        c.yaml:1:4: error: '.nan' is not a value here (quote it if it is a text)
                        c.yaml:3:1: error: 'b' is written twice; the first is at c.yaml:2:1 (keep one of them)
                        c.yaml:4:3: error: a key is a plain word""");
    }

    @ParameterizedTest
    @ValueSource(strings = {".nan", ".inf", "-.inf", "!!binary aGVsbG8=", "!custom x"})
    void refusesValuesThatNoSettingCanHave(String text) {
        String shown = text.contains(" ") ? text.substring(text.indexOf(' ') + 1) : text;

        assertThatThrownBy(() -> parse("key: " + text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'" + shown + "' is not a value here");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775808", "-9223372036854775809", "99999999999999999999999999", "1e999"})
    void refusesNumbersThatAreTooLarge(String text) {
        refuses("key: " + text, "c.yaml:1:6: error: '" + text + "' is too large a number");
    }

    @Test
    void namesThePlaceWhereTheTextCeasesToBeYaml() {
        assertThatThrownBy(() -> parse("a: 1\nb: [1, 2\nc: 3\n"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("c.yaml:3:")
                .hasMessageContaining("this is no YAML: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: \u0007", "\ta: 1", "a: *nobody", "a: 1\n---\nb: 2\n", "a: 'open", "%YAML 3.0\n---\na: 1", "a: {", "a: b: c"})
    void saysWhyATextIsNoYaml(String text) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("this is no YAML: ")
                .hasMessageNotContaining("null");
    }

    @Test
    void refusesAliasesThatUnfoldToTooMuchBeforeTheyDo() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i <= 23; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }

        assertTimeoutPreemptively(Duration.ofMinutes(1), () ->
                assertThatThrownBy(() -> parse(bomb.toString()))
                        .isInstanceOf(InvalidInputException.class)
                        .hasMessageContaining("the file unfolds to too many values"));
    }

    @Test
    void refusesMoreAliasesThanAnybodyNeeds() {
        assertThatThrownBy(() -> parse("a: &a [x]\nlist: [" + "*a, ".repeat(60) + "]\n"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("this is no YAML: ")
                .hasMessageContaining("50");
    }

    @Test
    void readsAFewAliases() {
        Settings settings = parse("a: &a {k: v}\nb: *a\n");

        assertThat(settings.section("b").text("k")).contains("v");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: &a [*a]\n", "a: &a {b: *a}\n", "a: &a {b: {c: [*a]}}\n"})
    void refusesATreeThatContainsItself(String text) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("or to an endless tree (write it without aliases)");
    }

    @Test
    void readsATreeAsDeepAsAnybodyNeedsAndRefusesADeeperOne() {
        assertThat(parse("a: " + "[".repeat(48) + "]".repeat(48)).has("a")).isTrue();
        assertThatThrownBy(() -> parse("a: " + "[".repeat(60) + "]".repeat(60)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("too deep");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- "})
    void refusesATextThatIsNothingButDepth(String opening) {
        String text = opening.equals("- ") ? opening.repeat(400_000) + "x" : "a: " + opening.repeat(200_000);

        assertTimeoutPreemptively(Duration.ofMinutes(1), () ->
                assertThatThrownBy(() -> parse(text)).isInstanceOf(InvalidInputException.class));
    }

    private static Settings parse(String text) {
        return YamlReader.parse("c.yaml", text);
    }

    private static void refuses(String text, String message) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(InvalidInputException.class).hasMessage(message);
    }
}
