package io.cloudtik.itest.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.itest.Distribution;
import io.cloudtik.itest.cluster.CommandLine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.condition.Condition;

/** What a person's machine runs: a command, or the shell. */
@Bundles({"client", "client-shell"})
class ClientContainerIT {

    private static final String CLIENT = "cloudtik.role.client";
    private static final String VERB = "org.apache.felix.service.command.Function";
    private static final List<String> OPERATIONS = List.of(
            "io.cloudtik.api.control.ClusterOperations",
            "io.cloudtik.api.control.JobOperations",
            "io.cloudtik.api.control.WorkspaceOperations");

    @Test
    void startsEveryBundle(RunningContainer container) {
        assertThat(container.bundles())
                .hasSameSizeAs(Distribution.built().bundleList("client-shell"))
                .allSatisfy(bundle -> assertThat(bundle.getState()).as(bundle.toString()).isEqualTo(Bundle.ACTIVE));
    }

    @Test
    void offersItsOperationsOnlyWhileItIsAClient(RunningContainer container) {
        assertThat(OPERATIONS).noneMatch(container::hasService);

        ServiceRegistration<Condition> client = container.have(CLIENT);
        container.await("the operations", () -> OPERATIONS.stream().allMatch(container::hasService));

        client.unregister();
        assertThat(OPERATIONS).noneMatch(container::hasService);
    }

    @Test
    void isNeitherHeadNorNode(RunningContainer container) {
        ServiceRegistration<Condition> client = container.have(CLIENT);
        try {
            assertThat(container.missing("io.cloudtik.core.head.HeadRole")).contains("osgi.ds.satisfying.condition");
            assertThat(container.hasService("io.cloudtik.core.head.HeadRole")).isFalse();
            // Of a node's parts it has what doctor asks; the others wait for another role.
            assertThat(container.components())
                    .extracting(component -> component.name)
                    .filteredOn(name -> name.startsWith("io.cloudtik.node."))
                    .filteredOn(name -> !container.missing(name).contains("osgi.ds.satisfying.condition"))
                    .containsOnly("io.cloudtik.node.artifact.MavenCheck");
        } finally {
            client.unregister();
        }
    }

    @Test
    void hasAGogoCommandForEachVerb(RunningContainer container) {
        ServiceRegistration<Condition> client = container.have(CLIENT);
        try {
            container.await("all verbs", () -> verbs(container).containsAll(List.of(
                    "quickstart", "workspace", "start", "up", "stop", "down", "status", "exec", "submit", "logs",
                    "kill-node", "schema", "version", "shell", "help")));
        } finally {
            client.unregister();
        }
    }

    private static TreeSet<String> verbs(RunningContainer container) {
        TreeSet<String> names = new TreeSet<>();
        container.services(VERB, "(osgi.command.scope=cloudtik)").forEach(verb -> {
            Object functions = verb.getProperty("osgi.command.function");
            names.addAll(functions instanceof String[] several ? List.of(several) : List.of(String.valueOf(functions)));
        });
        return names;
    }

    @Test
    void saysInGogoWhatItSaysOnTheCommandLine(RunningContainer container, @TempDir Path work) throws Exception {
        container.await("the verb", () -> verbs(container).contains("version"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream terminal = new PrintStream(out, true, StandardCharsets.UTF_8);
        try (CommandSession session = container.service(CommandProcessor.class)
                .createSession(new ByteArrayInputStream(new byte[0]), terminal, terminal)) {
            session.execute("cloudtik:version");

            CommandLine commandLine = new CommandLine(Distribution.built(), container.home(), work);
            assertThat(out.toString(StandardCharsets.UTF_8))
                    .startsWith("cloudtik 0.1.0\n")
                    .isEqualTo(commandLine.run("version").out());
            assertThat(session.get("?")).isEqualTo(0);
        }
    }

    /** The start script has texts that were written when the distribution was built; this container knows what is true. */
    @Test
    void hasTheHelpThatTheStartScriptPrints(RunningContainer container, @TempDir Path work) throws Exception {
        ServiceRegistration<Condition> client = container.have(CLIENT);
        try {
            container.await("all verbs", () -> verbs(container).containsAll(List.of("quickstart", "start", "status", "shell")));
            CommandLine commandLine = new CommandLine(Distribution.built(), container.home(), work);
            for (String verb : verbs(container)) {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                PrintStream terminal = new PrintStream(out, true, StandardCharsets.UTF_8);
                try (CommandSession session = container.service(CommandProcessor.class)
                        .createSession(new ByteArrayInputStream(new byte[0]), terminal, terminal)) {
                    session.execute("cloudtik:help " + verb);
                }
                assertThat(commandLine.run("help", verb).out()).as(verb).isEqualTo(out.toString(StandardCharsets.UTF_8));
            }
        } finally {
            client.unregister();
        }
    }
}
