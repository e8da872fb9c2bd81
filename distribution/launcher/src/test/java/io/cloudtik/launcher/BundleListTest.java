package io.cloudtik.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleListTest {

    @TempDir
    private Path distribution;

    @BeforeEach
    void makeBundles() throws IOException {
        Files.createDirectories(distribution.resolve("etc"));
        Files.createDirectories(distribution.resolve("bundles"));
        for (String name : new String[] {"a.jar", "b.jar", "c.jar"}) {
            Files.createFile(distribution.resolve("bundles").resolve(name));
        }
    }

    private void list(String name, String text) throws IOException {
        Files.writeString(distribution.resolve("etc").resolve(name + ".bundles"), text);
    }

    private Path bundle(String name) {
        return distribution.resolve("bundles").resolve(name);
    }

    @Test
    void readsOneBundleALineWithoutComments() throws Exception {
        list("client", "# all of it\n\na.jar   # first\n  b.jar\n");

        assertThat(BundleList.read(distribution, "client").jars()).containsExactly(bundle("a.jar"), bundle("b.jar"));
    }

    @Test
    void namesTheLineOfABundleThatIsMissing() throws IOException {
        list("client", "a.jar\nlost.jar\n");

        assertThatThrownBy(() -> BundleList.read(distribution, "client"))
                .isInstanceOf(LaunchFailure.class)
                .hasMessageContaining("client.bundles:2: there is no bundle")
                .hasMessageContaining("lost.jar");
    }

    @Test
    void readsTheListsThatAListNames() throws Exception {
        list("client", "a.jar\nb.jar\n");
        list("client-shell", "client.bundles # and\nb.jar\nc.jar\n");

        assertThat(BundleList.read(distribution, "client-shell").jars())
                .containsExactly(bundle("a.jar"), bundle("b.jar"), bundle("c.jar"));
        assertThat(BundleList.read(distribution, "client-shell").has("c.jar")).isTrue();
        assertThat(BundleList.read(distribution, "client").has("c.jar")).isFalse();
    }

    @Test
    void takesTheListOfAVerbInsteadOfTheRoles() throws Exception {
        list("client", "a.jar\nb.jar\n");
        list("client-version", "c.jar\n");

        assertThat(BundleList.read(distribution, "client", "version").jars()).containsExactly(bundle("c.jar"));
        assertThat(BundleList.read(distribution, "client", "status").jars()).containsExactly(bundle("a.jar"), bundle("b.jar"));
    }

    @Test
    void doesNotFollowAVerbOutOfItsFolder() throws Exception {
        list("client", "a.jar\n");
        list("client-x", "b.jar\n");

        assertThat(BundleList.read(distribution, "client", "../etc/client-x").jars()).containsExactly(bundle("a.jar"));
    }
}
