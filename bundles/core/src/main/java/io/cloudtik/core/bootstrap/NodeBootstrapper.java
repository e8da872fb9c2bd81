package io.cloudtik.core.bootstrap;

import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.exec.Command;
import io.cloudtik.api.spi.exec.CommandExecutor;
import io.cloudtik.api.spi.exec.CommandResult;
import io.cloudtik.api.spi.exec.ExecutorFactory;
import io.cloudtik.api.spi.provider.NodeAccess;
import io.cloudtik.core.cluster.ProbeAnswer;
import io.cloudtik.core.stage.Stage;
import io.cloudtik.core.time.Time;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Makes a bare machine run a container: await SSH, run the user's initialization commands, look, put the distribution and
 * the user's files there, run the setup commands, write the node's own files, run the bootstrap commands, start the
 * container. Every step asks first whether it is done, so the whole may be run again at any time and anywhere it was left.
 */
public final class NodeBootstrapper {

    private static final String HOME = ".cloudtik";
    private static final Duration PROBE_TIME = Duration.ofSeconds(10);
    private static final Duration REACHABLE_TIME = Duration.ofMinutes(3);
    private static final Duration STAGE_TIME = Duration.ofHours(2);
    private static final Duration START_TIME = Duration.ofMinutes(10);
    private static final Duration STEP_TIME = Duration.ofSeconds(60);
    private static final int OLDEST_JAVA = 17;
    /** The exit code of {@code cloudtik-container status} where none runs. */
    private static final int DOES_NOT_RUN = 3;
    /** A shell's exit code for a program that is not there. */
    private static final int NOT_INSTALLED = 127;

    /** Tells in {@code key=value} lines what the machine has. Its one argument is the distribution's hash. */
    private static final String LOOK = """
            home="$HOME/.cloudtik"
            for candidate in "${CLOUDTIK_JAVA_HOME:-}" "${JAVA_HOME:-}"; do
              if [ -n "$candidate" ] && [ -x "$candidate/bin/java" ]; then java="$candidate/bin/java"; break; fi
            done
            [ -n "${java:-}" ] || java=$(command -v java || true)
            if [ -n "$java" ]; then
              echo "java=$java"
              "$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.specification.version = /java_version=/p'
            fi
            for release in "${CLOUDTIK_JAVA_HOME:-}/release" "${JAVA_HOME:-}/release" /usr/lib/jvm/*/release \\
                /Library/Java/JavaVirtualMachines/*/Contents/Home/release; do
              [ -r "$release" ] && sed -n 's/^JAVA_VERSION="\\([0-9]*\\).*/java_at_hand=\\1/p' "$release"
            done
            [ -e "$home/dist/$1/.complete" ] && echo dist=present
            exit 0
            """;

    private static final String FINISH_DISTRIBUTION = """
            set -e
            cd "$HOME/.cloudtik/dist"
            : > "$1.partial/.complete"
            [ -e "$1" ] || mv "$1.partial" "$1"
            """;

    /**
     * Points at the new distribution, then starts the container, which does nothing if it runs. One that runs on another
     * distribution, or read other files at its start, is stopped first. Arguments: the distribution's hash, the role, the
     * hash of the node's files.
     */
    private static final String START = """
            set -e
            home="$HOME/.cloudtik"
            current=$(readlink "$home/dist/current" 2>/dev/null || true)
            begun_with=$(cat "$home/node/files.hash" 2>/dev/null || true)
            if [ -n "$current" ] && { [ "$current" != "$1" ] || [ "$begun_with" != "$3" ]; }; then
              "$home/dist/current/bin/cloudtik-container" stop || true
            fi
            printf '%s' "$3" > "$home/node/files.hash"
            ln -sfn "$1" "$home/dist/current.new"
            mv -T "$home/dist/current.new" "$home/dist/current" 2>/dev/null \\
              || { rm -f "$home/dist/current"; mv "$home/dist/current.new" "$home/dist/current"; }
            exec "$home/dist/current/bin/cloudtik-container" start --role "$2"
            """;

    private static final String ALIVE = """
            exec "$HOME/.cloudtik/dist/current/bin/cloudtik-container" status
            """;

    private final NodeConnection.Login login;
    private final Path distribution;

    /**
     * @param distribution the unpacked distribution of this container, a part of which goes to the node
     * @param privateKey with which to log in
     */
    public NodeBootstrapper(
            ExecutorFactory executors, Path distribution, Path privateKey, Path knownHosts, Time time) {
        this.login = new NodeConnection.Login(executors, privateKey, knownHosts, time);
        this.distribution = distribution;
    }

    /**
     * Makes the machine a node, from wherever an earlier call was broken off.
     *
     * @throws PlatformException INVALID before the platform is put on the machine if it lacks a Java that is needed
     */
    public void bootstrap(NodeDelivery delivery, Consumer<String> activity) {
        try (NodeConnection connection = connect(delivery, activity)) {
            runStages(connection, delivery, activity, Stage.INITIALIZATION);
            String role = delivery.kind().name().toLowerCase(Locale.ROOT);
            NodeDistribution parts = NodeDistribution.of(
                    distribution, delivery.kind() == NodeKind.HEAD ? List.of("head", "worker") : List.of("worker"));
            Findings found = look(connection, parts);
            requireJava(delivery.node(), found);
            requireJavas(delivery.node(), found, delivery.javas());
            if (!found.hasDistribution()) {
                putDistribution(connection, parts, activity);
            }
            deliverFiles(connection, delivery, activity);
            runStages(connection, delivery, activity, Stage.SETUP);
            activity.accept("writing its files");
            for (NodeFile file : delivery.ownFiles()) {
                connection.act(executor -> executor.upload(
                        file.content().getBytes(StandardCharsets.UTF_8), HOME + "/" + file.path(), 0600));
            }
            runStages(connection, delivery, activity, Stage.BOOTSTRAP);
            activity.accept("starting its container");
            script(connection, "starting the container", START, parts.hash(), role, NodeFile.hash(delivery.ownFiles()));
        }
    }

    /** Brings a node that works to what is wished now: files and commands that changed; its container goes on. */
    public void renew(NodeDelivery delivery, Consumer<String> activity) {
        try (NodeConnection connection = connect(delivery, activity)) {
            runStages(connection, delivery, activity, Stage.INITIALIZATION);
            deliverFiles(connection, delivery, activity);
            runStages(connection, delivery, activity, Stage.SETUP, Stage.BOOTSTRAP);
        }
    }

    /** Runs the user's start commands on a node whose services run. */
    public void start(NodeDelivery delivery, Consumer<String> activity) {
        try (NodeConnection connection = connect(delivery, activity)) {
            new StageRunner(connection, activity)
                    .run(delivery.stages().steps(Stage.START), delivery.environment(), START_TIME);
        }
    }

    /**
     * Runs the user's stop commands on a node that is to end.
     *
     * @param patience after which they are ended and the call fails
     */
    public void stop(NodeDelivery delivery, Duration patience, Consumer<String> activity) {
        if (delivery.stages().isEmpty(Stage.STOP)) {
            return;
        }
        try (NodeConnection connection =
                new NodeConnection(login, delivery.node(), delivery.access(), activity, patience)) {
            new StageRunner(connection, activity)
                    .run(delivery.stages().steps(Stage.STOP), delivery.environment(), patience);
        }
    }

    private NodeConnection connect(NodeDelivery delivery, Consumer<String> activity) {
        NodeConnection connection =
                new NodeConnection(login, delivery.node(), delivery.access(), activity, REACHABLE_TIME);
        connection.awaitReachable();
        return connection;
    }

    private static void runStages(
            NodeConnection connection, NodeDelivery delivery, Consumer<String> activity, Stage... stages) {
        for (Stage stage : stages) {
            new StageRunner(connection, activity)
                    .run(delivery.stages().steps(stage), delivery.environment(), STAGE_TIME);
        }
    }

    private static void deliverFiles(NodeConnection connection, NodeDelivery delivery, Consumer<String> activity) {
        new FilePlacement(connection, activity).place(delivery.files());
    }

    /** Asks over SSH whether the container runs. */
    public ProbeAnswer probe(NodeAccess access) {
        try (CommandExecutor executor = login.connect(access)) {
            int exit = executor.run(Command.script(PROBE_TIME, ALIVE)).exitCode();
            if (exit == 0) {
                return ProbeAnswer.CONTAINER_RUNS;
            }
            // Anything else, such as a machine that cannot fork just now, proves nothing.
            return exit == DOES_NOT_RUN || exit == NOT_INSTALLED ? ProbeAnswer.CONTAINER_GONE : ProbeAnswer.UNREACHABLE;
        } catch (PlatformException e) {
            return ProbeAnswer.UNREACHABLE;
        }
    }

    /**
     * What was found on the machine.
     *
     * @param java the program the container would run with; empty if there is none
     * @param javaVersion its feature version as it says; empty if it says none
     * @param javasAtHand the feature versions of all Javas that were found
     */
    private record Findings(String java, String javaVersion, Set<Integer> javasAtHand, boolean hasDistribution) {}

    private static Findings look(NodeConnection connection, NodeDistribution parts) {
        CommandResult result = script(connection, "looking at the machine", LOOK, parts.hash());
        Map<String, String> found = new HashMap<>();
        Set<Integer> javas = new TreeSet<>();
        result.stdout().lines().forEach(line -> {
            int equals = line.indexOf('=');
            String key = equals < 0 ? "" : line.substring(0, equals);
            String value = line.substring(equals + 1);
            found.put(key, value);
            if (value.matches("\\d{1,3}") && (key.equals("java_at_hand") || key.equals("java_version"))) {
                javas.add(Integer.valueOf(value));
            }
        });
        return new Findings(
                found.getOrDefault("java", ""), found.getOrDefault("java_version", ""), javas, found.containsKey("dist"));
    }

    private static void requireJava(String node, Findings found) {
        if (found.java().isEmpty()) {
            throw new PlatformException(Kind.INVALID, node + " has no Java: neither JAVA_HOME nor PATH leads to one")
                    .withRemedy("use an image with Java " + OLDEST_JAVA + " or newer");
        }
        String version = found.javaVersion();
        if (!version.matches("\\d+") || Integer.parseInt(version) < OLDEST_JAVA) {
            throw new PlatformException(
                            Kind.INVALID,
                            node + " has Java " + (version.isEmpty() ? "of an unknown version" : version) + " ("
                                    + found.java() + "); the platform needs " + OLDEST_JAVA + " or newer")
                    .withRemedy("set JAVA_HOME on the node, or use another image");
        }
    }

    private static void requireJavas(String node, Findings found, Set<JavaNeeds.Range> javas) {
        for (JavaNeeds.Range range : javas) {
            if (found.javasAtHand().stream().noneMatch(range::contains)) {
                throw new PlatformException(
                                Kind.INVALID,
                                node + " has no Java " + range + ", which its services need; it has Java "
                                        + found.javasAtHand())
                        .withRemedy("install a JDK " + range.from() + " on the machine, where JAVA_HOME,"
                                + " CLOUDTIK_JAVA_HOME or /usr/lib/jvm leads to it");
            }
        }
    }

    /** Under a partial name first; what a broken transfer left is overwritten, and only the whole gets its name. */
    private static void putDistribution(
            NodeConnection connection, NodeDistribution parts, Consumer<String> activity) {
        String target = HOME + "/dist/" + parts.hash() + ".partial/";
        int count = 0;
        for (String file : parts.files()) {
            count++;
            activity.accept("copying the platform: file " + count + " of " + parts.files().size());
            connection.act(executor -> executor.upload(
                    parts.root().resolve(file), target + file, parts.isExecutable(file) ? 0700 : 0600));
        }
        script(connection, "completing the platform's files", FINISH_DISTRIBUTION, parts.hash());
    }

    private static CommandResult script(NodeConnection connection, String what, String script, String... arguments) {
        return Results.require(connection.node(), what,
                connection.ask(executor -> executor.run(Command.script(STEP_TIME, script, arguments))));
    }
}
