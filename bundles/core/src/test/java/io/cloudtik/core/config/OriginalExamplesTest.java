package io.cloudtik.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.problem.InvalidInputException;
import io.cloudtik.api.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The files that the Python edition's users have: each loads, or is refused for a reason that its owner understands. What
 * is expected of which stands in {@code outcomes.txt} beside them.
 */
class OriginalExamplesTest {

    private static final Path ROOT = Path.of("src/test/resources/original-examples");

    private final ConfigLoader loader = new PluginsOfTheBox().loader();

    @Test
    void expectsSomethingOfEachFile() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            assertThat(files.filter(file -> file.toString().endsWith(".yaml")).map(file -> ROOT.relativize(file).toString()))
                    .containsExactlyInAnyOrderElementsOf(outcomes().keySet());
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void loadsOrIsRefusedForAReason(String file) throws IOException {
        assertThat(errors(ROOT.resolve(file)))
                .containsExactlyInAnyOrderElementsOf(outcomes().get(file).stream().filter(Predicate.not("loads"::equals)).toList());
    }

    private List<String> errors(Path file) {
        try {
            if (file.getFileName().toString().contains("workspace")) {
                loader.workspace(file, warning -> assertThat(warning.isError()).isFalse());
            } else {
                loader.cluster(file, warning -> assertThat(warning.isError()).isFalse());
            }
            return List.of();
        } catch (InvalidInputException e) {
            return e.problems().list().stream()
                    .filter(Problem::isError)
                    .map(problem -> problem.toString().substring(ROOT.relativize(file).toString().length() + ROOT.toString().length() + 2))
                    .toList();
        }
    }

    static Stream<String> files() throws IOException {
        return outcomes().keySet().stream();
    }

    private static Map<String, List<String>> outcomes() throws IOException {
        return Files.readAllLines(ROOT.resolve("outcomes.txt")).stream()
                .filter(line -> line.contains(" | "))
                .map(line -> line.split(" \\| ", 2))
                .collect(Collectors.groupingBy(
                        line -> line[0], TreeMap::new, Collectors.mapping(line -> line[1], Collectors.toList())));
    }
}
