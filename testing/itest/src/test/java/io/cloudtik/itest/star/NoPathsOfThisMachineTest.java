package io.cloudtik.itest.star;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.itest.Distribution;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** What was built here runs elsewhere, and tells nobody where it was built. */
class NoPathsOfThisMachineTest {

    private static final Path CHECKOUT = Path.of("../..").toAbsolutePath().normalize();
    private static final List<String> PATHS =
            List.of(CHECKOUT + "/", System.getProperty("user.home") + "/.m2", System.getProperty("java.home"));

    @Test
    void noFileOfTheDistributionHoldsOne() throws IOException {
        Set<String> found = new TreeSet<>();
        Distribution distribution = Distribution.built();
        for (Path file : distribution.files()) {
            String name = distribution.folder().relativize(file).toString();
            if (name.endsWith(".jar")) {
                searchJar(name, file, found);
            } else {
                search(name, Files.readAllBytes(file), found);
            }
        }

        assertThat(found).isEmpty();
    }

    private static void searchJar(String name, Path file, Set<String> found) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            for (JarEntry entry : jar.stream().toList()) {
                try (InputStream in = jar.getInputStream(entry)) {
                    search(name + "!/" + entry.getName(), in.readAllBytes(), found);
                }
            }
        }
    }

    private static void search(String name, byte[] content, Set<String> found) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        PATHS.stream().filter(text::contains).forEach(path -> found.add(name + " holds " + path));
    }
}
