package io.cloudtik.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.condition.Condition;

class ContainerTest {

    @TempDir
    private Path folder;

    private Path bundle(String name, String... headers) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", name);
        for (int i = 0; i < headers.length; i += 2) {
            attributes.putValue(headers[i], headers[i + 1]);
        }
        Path jar = folder.resolve(name + ".jar");
        try (OutputStream file = Files.newOutputStream(jar)) {
            new JarOutputStream(file, manifest).close();
        }
        return jar;
    }

    private Setup setup(String role) {
        return new Setup("1.2.3", role, folder.resolve("a distribution"), folder.resolve("home"));
    }

    private Container start(String role, Path... jars) throws LaunchFailure {
        return Container.start(setup(role), new BundleList(List.of(jars)), Map.of());
    }

    private static List<String> conditions(BundleContext context) throws Exception {
        return Arrays.stream(context.getServiceReferences(Condition.class.getName(), null))
                .map((ServiceReference<?> reference) -> String.valueOf(reference.getProperty(Condition.CONDITION_ID)))
                .filter(id -> id.startsWith("cloudtik."))
                .sorted()
                .toList();
    }

    @Test
    void startsItsBundlesWithTheLoggingOfTheLauncher() throws Exception {
        Path jar = bundle("logs", "Import-Package", "org.slf4j;version=\"[1.7,3)\"");

        try (Container container = start("client", jar)) {
            assertThat(container.context().getBundles())
                    .filteredOn(bundle -> bundle.getSymbolicName().equals("logs"))
                    .extracting(Bundle::getState)
                    .containsExactly(Bundle.ACTIVE);
            assertThat(container.context().getProperty("cloudtik.version")).isEqualTo("1.2.3");
            assertThat(container.context().getProperty("cloudtik.role")).isEqualTo("client");
        }
    }

    @Test
    void tellsComponentsItsRoleByConditions() throws Exception {
        try (Container client = start("client")) {
            assertThat(conditions(client.context())).containsExactly("cloudtik.role.client");
        }
        try (Container head = start("head")) {
            assertThat(conditions(head.context())).containsExactly("cloudtik.role.head", "cloudtik.role.node");
        }
        try (Container worker = start("worker")) {
            assertThat(conditions(worker.context())).containsExactly("cloudtik.role.node", "cloudtik.role.worker");
        }
    }

    @Test
    void saysWhatABundleLacksThatDoesNotStart() throws Exception {
        Path good = bundle("good");
        Path lacking = bundle("lacking", "Import-Package", "com.example.absent;version=\"[1,2)\"");
        Path dependent = bundle("dependent", "Require-Bundle", "lacking");

        assertThatThrownBy(() -> start("client", good, dependent, lacking))
                .isInstanceOf(LaunchFailure.class)
                .hasMessageContaining("lacking.jar does not start: lacking needs the package com.example.absent")
                .hasMessageContaining("dependent.jar does not start: lacking needs the package com.example.absent")
                .hasMessageContaining("which no installed bundle offers");
    }

    @Test
    void saysWhyAnActivatorFailed() throws Exception {
        Path broken = bundle("broken", "Bundle-Activator", "com.example.Absent");

        assertThatThrownBy(() -> start("client", broken))
                .hasMessageContaining("broken.jar does not start")
                .hasMessageContaining("com.example.Absent");
    }

    @Test
    void saysWhichFileIsNoBundle() throws Exception {
        Path text = Files.writeString(folder.resolve("text.jar"), "no jar");

        assertThatThrownBy(() -> start("client", text)).hasMessageContaining("text.jar is no bundle that can be installed");
    }

    @Test
    void leavesNothingBehindWhetherItStartsOrNot() throws Exception {
        start("client").close();
        assertThatThrownBy(() -> start("client", bundle("lacking", "Import-Package", "com.example.absent")))
                .isInstanceOf(LaunchFailure.class);

        assertThat(folder.resolve("home/run")).isEmptyDirectory();
    }
}
