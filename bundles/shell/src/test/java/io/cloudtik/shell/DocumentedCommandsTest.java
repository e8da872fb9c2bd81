package io.cloudtik.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;

/** Every command line that stands on a page can be typed: it is read here by the command line that ships. */
class DocumentedCommandsTest {

    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    /** A line of a block of code; a backslash at its end goes on with the next. */
    private static final Pattern IN_BLOCK =
            Pattern.compile("^(?: {4,})?(?:\\$ )?(?:[A-Z_]+=\\S* )*(?:\\./|bin/)?cloudtik ((?:[^\\n]*\\\\\\n)*[^\\n]*)$", Pattern.MULTILINE);
    private static final Pattern IN_TEXT = Pattern.compile("`(?:[A-Z_]+=\\S* )*(?:\\./|bin/)?cloudtik (?!has no)([^`\\n]*)`");
    private static final Pattern WORD = Pattern.compile("\\s*(?:'(?<quoted>[^']*)'|(?<plain>[^\\s']+))");
    private static final String QUOTED = "quoted";
    private static final String PLAIN = "plain";
    /** Where a shell ends the command. */
    private static final Pattern END = Pattern.compile("[|>;#&]");

    /** As {@link VerbRun} sets it up. */
    private static final CommandLine COMMANDS =
            AllVerbs.commandLine().setExpandAtFiles(false).setCaseInsensitiveEnumValuesAllowed(true);
    private static final String SYNOPSIS = "[-";

    /** @param isMention whether it stands in a text, which may mean the verb alone */
    private record Line(Path page, String text, boolean isMention) {

        private List<String> words() {
            List<String> words = new ArrayList<>();
            Matcher matcher = WORD.matcher(text.replace("\\\n", " "));
            while (matcher.lookingAt()) {
                String plain = Optional.ofNullable(matcher.group(PLAIN)).orElse("");
                if (END.matcher(plain).lookingAt()) {
                    return words;
                }
                words.add(plain.isEmpty() ? matcher.group(QUOTED) : filledIn(plain));
                matcher.region(matcher.end(), matcher.regionEnd());
            }
            return words;
        }

        /** Something in place of what the reader is to fill in. */
        private static String filledIn(String word) {
            return word.replaceFirst("^\\[(.*)\\]$", "$1")
                    .replaceFirst("(?<=\\w)\\|.*", "")
                    .replaceFirst("^(COUNT|PORT)$", "1")
                    .replaceFirst("^ID$", "demo-worker-1")
                    .replaceFirst("^TIME$", "1m");
        }

        /** Empty if it can be typed. */
        private Stream<String> trouble() {
            try {
                COMMANDS.parseArgs(words().toArray(String[]::new));
                return Stream.empty();
            } catch (MissingParameterException e) {
                return isMention ? Stream.empty() : Stream.of(this + ": " + e.getMessage());
            } catch (ParameterException e) {
                return Stream.of(this + ": " + new UsageMistake(e).message());
            }
        }

        @Override
        public String toString() {
            return ROOT.relativize(page) + ": cloudtik " + text;
        }
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs")); Stream<Path> examples = Files.walk(ROOT.resolve("examples"))) {
            return Stream.concat(
                            Stream.of(ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md")),
                            Stream.concat(docs, examples).filter(page -> page.toString().endsWith(".md")))
                    .filter(page -> !page.toString().contains("/target/"))
                    .sorted()
                    .toList();
        }
    }

    private static List<Line> lines() throws IOException {
        List<Line> lines = new ArrayList<>();
        for (Path page : pages()) {
            String text = Files.readString(page);
            IN_BLOCK.matcher(text).results()
                    .filter(found -> !found.group(1).contains(SYNOPSIS))
                    .forEach(found -> lines.add(new Line(page, found.group(1), false)));
            IN_TEXT.matcher(text).results().forEach(found -> lines.add(new Line(page, found.group(1), true)));
        }
        return lines;
    }

    @Test
    void everyCommandOfEveryPageCanBeTyped() throws IOException {
        List<Line> lines = lines();

        assertThat(lines).hasSizeGreaterThan(150);
        assertThat(lines.stream().flatMap(Line::trouble)).isEmpty();
    }

    @Test
    void findsWhatCannotBeTyped() {
        assertThat(new Line(ROOT, "stauts cluster.yaml", true).trouble()).hasSize(1);
        assertThat(new Line(ROOT, "status cluster.yaml --alll | less", false).trouble()).hasSize(1);
        assertThat(new Line(ROOT, "exec --node x", false).trouble()).hasSize(1);
        assertThat(new Line(ROOT, "submit cluster.yaml --file a \\\n  'b c.sh' > out", false).words())
                .containsExactly("submit", "cluster.yaml", "--file", "a", "b c.sh");
    }
}
