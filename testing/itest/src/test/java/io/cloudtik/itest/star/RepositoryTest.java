package io.cloudtik.itest.star;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the sources say of the world around them: as little as they can. */
class RepositoryTest {

    private static final Path CHECKOUT = Path.of("../..").toAbsolutePath().normalize();
    private static final List<String> PATHS =
            List.of(CHECKOUT + "/", System.getProperty("user.home") + "/.m2", System.getProperty("java.home"));
    private static final Set<String> NOT_OURS = Set.of(".git", ".idea", "target");
    private static final Pattern SOURCE = Pattern.compile(
            "[A-Za-z_-]+|.*\\.(java|md|ya?ml|xml|json|js|css|html|svg|sql|csv|properties|bundles|py|sh|service|bnd|lua|txt)");
    private static final Pattern DEPENDENCY_ON_CORE = Pattern.compile(
            "<dependency>(?:(?!</dependency>).)*<artifactId>cloudtik-core</artifactId>", Pattern.DOTALL);

    private static final Pattern ADDRESS =
            Pattern.compile("\\b[a-z][a-z0-9+]*://(?:[^\\s/@\"]*@)?([A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)*\\.[A-Za-z]{2,})");
    /** Names of XML and JSON schemas, licences, and where the Python edition is; nobody goes there when something runs. */
    private static final Set<String> NAMED = Set.of(
            "maven.apache.org", "www.w3.org", "json-schema.org", "www.apache.org", "www.osgi.org", "github.com",
            "oauth2.googleapis.com");
    /** Set aside for examples. */
    private static final Pattern EXAMPLE = Pattern.compile(".*\\.(example|test|invalid|localhost)|example\\.(org|com|net)");
    /** Without a scheme before it, as images and settings of tools have it. */
    private static final Pattern REGISTRY = Pattern.compile(
            "\\b(?:repo1?|repositor(?:y|ies)|registry(?:-\\d)?|mirrors?|index|nexus|artifactory|artifacts|packages?|files)"
                    + "\\.[a-z0-9-]+(?:\\.[a-z0-9-]+)*\\.(?:org|com|net|io|dev|cloud|internal|local|lan|corp)\\b");

    @Test
    void noBundleIsBuiltOrTestedWithCore() throws IOException {
        List<Path> poms = sources().stream()
                .filter(file -> file.endsWith("pom.xml"))
                .filter(file -> List.of("bundles", "testing", "examples").contains(CHECKOUT.relativize(file).getName(0).toString()))
                .toList();

        assertThat(poms).as("poms found").hasSizeGreaterThan(10);
        assertThat(poms).allSatisfy(pom -> assertThat(DEPENDENCY_ON_CORE.matcher(Files.readString(pom)).find()).isFalse());
    }

    @Test
    void noFileHoldsAPathOfThisMachine() throws IOException {
        Set<String> found = new TreeSet<>();
        for (Path file : sources()) {
            String text = text(file);
            PATHS.stream().filter(text::contains).forEach(path -> found.add(CHECKOUT.relativize(file) + " holds " + path));
        }

        assertThat(found).isEmpty();
    }

    @Test
    void noFileNamesAHostToFetchThingsFrom() throws IOException {
        Set<String> found = new TreeSet<>();
        for (Path file : sources()) {
            hosts(text(file)).forEach(host -> found.add(CHECKOUT.relativize(file) + " names " + host));
        }

        assertThat(found).isEmpty();
    }

    @Test
    void knowsAHostWhenItSeesOne() {
        String host = String.join(".", "repo", "somewhere", "org");

        assertThat(hosts("<url>https://ann:secret@" + host + "/maven2</url> http://127.0.0.1:80/ http://one.example/"))
                .containsExactly(host);
        assertThat(hosts("image: " + host + "/name:tag")).containsExactly(host);
        assertThat(hosts("xmlns=\"http://maven.apache.org/POM/4.0.0\" registry.find(name) io.cloudtik.registry.Lease")).isEmpty();
    }

    private static List<String> hosts(String text) {
        List<String> hosts = new ArrayList<>();
        Matcher addresses = ADDRESS.matcher(text);
        while (addresses.find()) {
            String host = addresses.group(1);
            if (!NAMED.contains(host) && !EXAMPLE.matcher(host).matches()) {
                hosts.add(host);
            }
        }
        Matcher registries = REGISTRY.matcher(text);
        while (registries.find()) {
            if (!hosts.contains(registries.group())) {
                hosts.add(registries.group());
            }
        }
        return hosts;
    }

    private static List<Path> sources() throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(CHECKOUT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return NOT_OURS.contains(folder.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (SOURCE.matcher(file.getFileName().toString()).matches()) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        assertThat(files).as("sources found").hasSizeGreaterThan(500);
        return files;
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    }
}
