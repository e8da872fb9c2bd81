package io.cloudtik.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages of the repository point at is there. */
class DocumentationTest {

    /** {@code [text](target)} and {@code ![text](target)}; a target may have a fragment. */
    private static final Pattern LINK = Pattern.compile("\\[([^\\]]*)\\]\\(([^)\\s#]*)(#[^)\\s]*)?\\)");
    private static final Pattern ADDRESS = Pattern.compile("[a-z]+:.*");
    private static final Pattern TYPE = Pattern.compile("`([A-Z][A-Za-z0-9]+)`");

    private final Path root = repository();

    private record Link(Path page, int line, String text, String target, String heading) {

        boolean isAddress() {
            return ADDRESS.matcher(target).matches();
        }

        Path file() {
            return target.isEmpty() ? page : page.resolveSibling(target).normalize();
        }

        /** A heading is linked as GitHub names it: small letters, hyphens for blanks, and no other signs. */
        boolean findsItsHeading() throws IOException {
            return heading.isEmpty() || !target.endsWith(".md") && !target.isEmpty()
                    || Files.readAllLines(file()).stream()
                            .filter(line -> line.startsWith("#"))
                            .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
                            .map(line -> line.replaceAll("[^a-z0-9 _-]", "").replace(' ', '-'))
                            .anyMatch(heading::equals);
        }

        /** A type is linked with the file that declares it. */
        boolean namesItsType() throws IOException {
            Matcher type = TYPE.matcher(text);
            if (!type.matches() || !target.endsWith(".java")) {
                return true;
            }
            Pattern declaration = Pattern.compile("\\b(class|interface|record|enum) " + type.group(1) + "\\b");
            return declaration.matcher(Files.readString(file())).find();
        }

        @Override
        public String toString() {
            return page + ":" + line + ": " + text + " -> " + target + (heading.isEmpty() ? "" : "#" + heading);
        }
    }

    @Test
    void everyFileThatIsLinkedExists() throws IOException {
        List<Link> links = links();

        assertThat(links).as("links found").hasSizeGreaterThan(100);
        assertThat(links).filteredOn(link -> !link.isAddress() && !Files.exists(link.file())).isEmpty();
    }

    @Test
    void everyHeadingThatIsLinkedIsThere() throws IOException {
        List<Link> wrong = new ArrayList<>();
        for (Link link : links()) {
            if (!link.isAddress() && !link.findsItsHeading()) {
                wrong.add(link);
            }
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void everyPageForUsersIsFoundFromTheFirst() throws IOException {
        String first = Files.readString(root.resolve("README.md"));

        assertThat(pages()).filteredOn(page -> List.of("guides", "reference").contains(page.getParent().getFileName().toString()))
                .as("pages for users").hasSizeGreaterThan(5)
                .allMatch(page -> first.contains("(" + root.relativize(page) + ")"));
    }

    @Test
    void everyTypeThatIsLinkedIsDeclaredThere() throws IOException {
        List<Link> wrong = new ArrayList<>();
        for (Link link : links()) {
            if (Files.isRegularFile(link.file()) && !link.namesItsType()) {
                wrong.add(link);
            }
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void everyBundleIsOnTheMap() throws IOException {
        String map = Files.readString(root.resolve("README.md"));

        try (Stream<Path> poms = Files.list(root.resolve("bundles")).filter(folder -> Files.exists(folder.resolve("pom.xml")))) {
            assertThat(poms.map(folder -> "(bundles/" + folder.getFileName() + ")")).allMatch(map::contains);
        }
    }

    @Test
    void noPageIsLeftToBeDone() throws IOException {
        for (Path page : pages()) {
            assertThat(page).content().doesNotContainIgnoringCase("TBD").doesNotContain("TODO");
        }
    }

    private List<Link> links() throws IOException {
        List<Link> links = new ArrayList<>();
        for (Path page : pages()) {
            List<String> lines = Files.readAllLines(page);
            for (int i = 0; i < lines.size(); i++) {
                Matcher matcher = LINK.matcher(lines.get(i));
                while (matcher.find()) {
                    String fragment = matcher.group(3) == null ? "" : matcher.group(3).substring(1);
                    links.add(new Link(page, i + 1, matcher.group(1), matcher.group(2), fragment));
                }
            }
        }
        return links;
    }

    private List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        for (Path folder : List.of(root, root.resolve("docs"), root.resolve("examples"))) {
            int depth = folder.equals(root) ? 1 : Integer.MAX_VALUE;
            try (Stream<Path> tree = Files.walk(folder, depth)) {
                tree.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
            }
        }
        return pages;
    }

    /** The folder with the parent pom and the bundles, wherever in it Maven runs. */
    private static Path repository() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("bundles/api"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("no repository around " + Path.of("").toAbsolutePath());
            }
        }
        return folder;
    }
}
