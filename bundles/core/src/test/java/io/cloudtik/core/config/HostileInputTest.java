package io.cloudtik.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.problem.InvalidInputException;
import io.cloudtik.api.problem.Problem;
import io.cloudtik.contracts.text.HostileStrings;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever bytes a file has: it loads, or is refused with places, soon and with little memory. Time is measured as that
 * of the processor and memory as what the thread took, so that a busy machine proves nothing wrong.
 */
class HostileInputTest {

    private static final boolean FULL = Boolean.getBoolean("cloudtik.full");
    private static final long SEED = Long.getLong("cloudtik.seed", 20261122L);
    /** Ten times what the slowest takes: a slow machine passes, a file that takes exponential time does not. */
    private static final long LONGEST_NANOS = 10_000_000_000L;
    private static final long MOST_BYTES = 512L << 20;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int STRINGS = FULL ? 10_000 : 600;
    private static final String HEADER = "cluster_name: demo\nprovider: {type: local}\n";

    @TempDir private Path folder;

    private final ConfigLoader loader = new PluginsOfTheBox().loader();

    @Test
    void loadsOrRefusesEveryMutatedFile() throws IOException {
        YamlMutator mutator = new YamlMutator(SEED, corpus());
        int rounds = FULL ? 100_000 : Integer.getInteger("cloudtik.rounds", 3_000);
        int refused = 0;
        for (int round = 0; round < rounds; round++) {
            byte[] bytes = mutator.next();
            refused += load(bytes, "round " + round + " of seed " + SEED).isPresent() ? 1 : 0;
        }
        // Neither all good nor all bad, or the mutations would try nothing.
        assertThat(refused).isBetween(rounds / 4, rounds - rounds / 50);
    }

    private static List<byte[]> corpus() throws IOException {
        List<byte[]> corpus = new ArrayList<>();
        try (Stream<Path> files = Stream.concat(
                Files.walk(Path.of("src/test/resources/original-examples")), ConfigLoaderTest.exampleFiles())) {
            for (Path file : (Iterable<Path>) files.filter(file -> file.toString().endsWith(".yaml")).sorted()::iterator) {
                corpus.add(Files.readAllBytes(file));
            }
        }
        byte[] whole = Files.readAllBytes(Path.of("src/test/resources/whole-cluster.yaml"));
        for (int i = 0; i < 10; i++) {
            corpus.add(whole);
        }
        return corpus;
    }

    @Test
    void loadsTheWholeFileThatTheMutationsBeginWith() throws IOException {
        List<String> warnings = new ArrayList<>();

        loader.cluster(Path.of("src/test/resources/whole-cluster.yaml"), warning -> warnings.add(warning.toString()));

        assertThat(warnings).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bombs")
    void refusesWhatIsMadeToHurt(String name, String yaml) {
        assertThat(load(yaml.getBytes(StandardCharsets.UTF_8), name)).isPresent();
    }

    static Stream<Object[]> bombs() {
        return Stream.of(
                bomb("unknown keys", HEADER + lines("key_%d: 1", 4_900)),
                bomb("wrong values", HEADER + "runtime: {types: [spark], envs: {" + items("A%d: []", 3_000) + "}}"),
                bomb("node types", HEADER + "available_node_types:\n" + lines("  t%d: {min_workers: x, worker: 1}", 1_500)),
                bomb("a long key", HEADER + "k".repeat(900_000) + ": 1"),
                bomb("a long name", "cluster_name: " + "n".repeat(1_000_000) + "\nprovider: {type: local}"),
                bomb("a long number", HEADER + "max_workers: " + "9".repeat(1_000_000)),
                bomb("duplicates", HEADER + "max_workers: 1\n".repeat(4_900)),
                bomb("runtimes", HEADER + "runtime: {types: [" + items("r%d", 3_000) + "]}"),
                bomb("runtime blocks", HEADER + "runtime: {types: [spark], " + items("r%d: {}", 3_000) + "}"),
                bomb("laughs", IntStream.range(1, 24)
                        .mapToObj(i -> "a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1))
                        .collect(Collectors.joining("", "a0: &a0 [x, x]\n", HEADER))),
                bomb("merged laughs", IntStream.range(1, 24)
                        .mapToObj(i -> "a%d: &a%d {<<: [*a%d, *a%d], k%d: 1}\n".formatted(i, i, i - 1, i - 1, i))
                        .collect(Collectors.joining("", "a0: &a0 {x: y}\n", HEADER))),
                bomb("merged with itself", HEADER + "runtime: &a {<<: *a}"),
                bomb("brackets", HEADER + "a: " + "[".repeat(500_000)),
                bomb("braces", HEADER + "a: " + "{a: ".repeat(200_000)),
                bomb("dashes", "- ".repeat(500_000)),
                bomb("question marks", "? ".repeat(500_000)),
                bomb("anchors", lines("k%d: &a%d x", 25_000)),
                bomb("quotes", HEADER + "a: '" + "''".repeat(400_000)),
                bomb("escapes", HEADER + "a: \"" + "\\x41".repeat(200_000) + "\""),
                bomb("spaces", " ".repeat(1_000_000) + "x"),
                bomb("lines", "\n".repeat(1_000_000) + "x"),
                bomb("directives", "%A b\n".repeat(200_000)),
                bomb("documents", "---\n".repeat(250_000)),
                bomb("nothing but NUL", "\0".repeat(1_000_000)));
    }

    @Test
    void doesNotReadAFileOfAGigabyte() throws IOException {
        Path file = folder.resolve("large.yaml");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(1L << 30);
        }

        assertThat(measured(file, "a gigabyte")).get().asString().contains("the file is larger than 1 MiB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/zero", "/dev/null", "/proc/self/mem", "/"})
    void readsNothingThatIsNoFile(String path) {
        assumeTrue(Files.exists(Path.of(path)), path + " is not on this system");

        assertThat(measured(Path.of(path), path)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\0", "\\e[2J", "\\x7f", "\\u0085", "\\uD800", "\\b"})
    void takesNoTextThatSteersATerminalOrEndsAnArgument(String escape) throws IOException {
        Path file = Files.writeString(folder.resolve("c.yaml"), HEADER + "setup_commands:\n  - echo a\n  - \"echo " + escape + "\"\n");

        assertThatThrownBy(() -> loader.cluster(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageMatching("(?s).*c\\.yaml:5:\\d+: error: .*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$(id)", "`id`", "a;b", "a b", "../x", "a/b", "a\u202eb", "-rf", "*", "a'b", "a\"b", "é", "''"})
    void takesNoNameThatIsMoreThanAWord(String name) throws IOException {
        String quoted = name.equals("''") ? name : "'" + name.replace("'", "''") + "'";
        for (String line : List.of(
                "workspace_name: %s", "available_node_types: {%s: {}}", "head_node_type: %s", "runtime: {types: [%s]}",
                "runtime: {envs: {%s: x}}", "java: %s", "from: %s")) {
            Path file = Files.writeString(folder.resolve("c.yaml"), HEADER + line.formatted(quoted) + "\n");

            assertThatThrownBy(() -> loader.cluster(file))
                    .as(line.formatted(quoted))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("c.yaml:3:");
        }
    }

    @Test
    void takesNoHostileNameAtAll() throws IOException {
        List<String> lines = List.of(
                "cluster_name: %s\nprovider: {type: local}", HEADER + "workspace_name: %s", HEADER + "available_node_types: {%s: {}}",
                HEADER + "head_node_type: %s", HEADER + "runtime: {types: [%s]}", HEADER + "runtime: {envs: {%s: x}}");
        int number = 0;
        for (String text : hostile(11, STRINGS / lines.size())) {
            String line = lines.get(number++ % lines.size());
            Path file = Files.writeString(folder.resolve("c.yaml"), line.formatted(quoted(text)) + "\n");
            Optional<InvalidInputException> refusal = measured(file, line + " of '" + text + "'");
            if (text.matches("[A-Za-z0-9._-]*")) {
                continue; // It may be one after all.
            }
            assertThat(refusal).as(line + " of '" + text + "'").isPresent();
            assertThat(refusal.get().getMessage()).matches("(?s).*c\\.yaml:[13]:\\d+: .*");
        }
    }

    @Test
    void keepsEveryTextOfAUserAsItIsAlsoFromATemplate() throws IOException {
        for (String text : hostile(12, STRINGS / 10)) {
            if (text.startsWith("${env:") || text.startsWith("${file:")) {
                continue; // A reference, or refused as a broken one.
            }
            Files.writeString(Files.createDirectories(folder.resolve("team")).resolve("base.yaml"), "runtime: {envs: {A: %s}}\n".formatted(quoted(text)));
            Path file = Files.writeString(folder.resolve("c.yaml"), "from: team/base\n" + HEADER
                    + "runtime: {envs: {B: %1$s}}\nsetup_commands: [%1$s]\n".formatted(quoted("x" + text)));

            ClusterSpec spec = new PluginsOfTheBox().loader(folder).cluster(file);

            assertThat(spec.environment()).isEqualTo(Map.of("A", text, "B", "x" + text));
            assertThat(spec.headType().commands().setup()).containsExactly("x" + text);
        }
    }

    /** Those that a text of YAML can hold at all. */
    private static List<String> hostile(long seed, int count) {
        return HostileStrings.seeded(seed)
                .filter(text -> text.chars().noneMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t'))
                .limit(count)
                .toList();
    }

    /** As JSON, which is YAML, writes it. */
    private static String quoted(String text) {
        return text.chars()
                .mapToObj(c -> c < ' ' || c == '"' || c == '\\' || c > 126 ? "\\u%04x".formatted(c) : String.valueOf((char) c))
                .collect(Collectors.joining("", "\"", "\""));
    }

    @Test
    void showsNothingOfAMessageThatMovesTheCursor() throws IOException {
        Path file = Files.writeString(folder.resolve("c.yaml"), HEADER + "a\u202eb: 1\n");

        assertThatThrownBy(() -> loader.cluster(file)).hasMessageContaining("unknown key 'a\\u202Eb'");
    }

    /** What was wrong with the bytes, if anything was. */
    private Optional<InvalidInputException> load(byte[] bytes, String what) {
        try {
            return measured(Files.write(folder.resolve("c.yaml"), bytes), what);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<InvalidInputException> measured(Path file, String what) {
        long thread = Thread.currentThread().getId();
        long before = THREADS.getCurrentThreadCpuTime();
        long taken = THREADS.getThreadAllocatedBytes(thread);
        Optional<InvalidInputException> refusal = refusal(file, what);
        assertThat(THREADS.getCurrentThreadCpuTime() - before).as("nanoseconds for %s", what).isLessThan(LONGEST_NANOS);
        assertThat(THREADS.getThreadAllocatedBytes(thread) - taken).as("bytes for %s", what).isLessThan(MOST_BYTES);
        refusal.ifPresent(e -> hasPlaces(e, file, what));
        return refusal;
    }

    private Optional<InvalidInputException> refusal(Path file, String what) {
        try {
            ClusterSpec spec = loader.cluster(file);
            assertThat(spec.name().value()).as(what).isNotEmpty();
            return Optional.empty();
        } catch (InvalidInputException e) {
            return Optional.of(e);
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError(what + " met a defect: " + e, e);
        }
    }

    private static void hasPlaces(InvalidInputException refusal, Path file, String what) {
        assertThat(refusal.problems().hasErrors()).as(what).isTrue();
        for (Problem problem : refusal.problems().list()) {
            boolean inFile = problem.place().file().equals(file.toString()) || problem.place().file().startsWith("template ");
            assertThat(inFile).as("%s: %s", what, problem).isTrue();
            boolean ofAll = problem.message().matches(
                    "(?s)the file is (empty|larger|in UTF-16).*|this is not a file|the file cannot be read.*|this is no YAML: .*");
            assertThat(problem.place().line() > 0 || ofAll).as("%s: %s", what, problem).isTrue();
            assertThat(problem.toString().codePoints().anyMatch(Character::isISOControl)).as("%s: %s", what, problem).isFalse();
        }
        assertThat(refusal.getMessage().length()).as(what).isLessThan(300_000);
    }

    private static Object[] bomb(String name, String yaml) {
        return new Object[] {name, yaml};
    }

    private static String lines(String format, int count) {
        return IntStream.range(0, count).mapToObj(i -> format.replace("%d", String.valueOf(i)) + "\n").collect(Collectors.joining());
    }

    private static String items(String format, int count) {
        return IntStream.range(0, count).mapToObj(i -> format.replace("%d", String.valueOf(i))).collect(Collectors.joining(", "));
    }
}
