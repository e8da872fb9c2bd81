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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
    /** The exit code of {@code cloudtik-container status} where none runs. */
    private static final int DOES_NOT_RUN = 3;
    /** A shell's exit code for a program that is not there. */
    private static final int NOT_INSTALLED = 127;

    /**
     * Points at the new distribution, which may be in the machine's cache, then starts the container, which does nothing if it runs. One that runs on another
     * distribution, or read other files at its start, is stopped first. Arguments: the distribution's hash, the role, the
     * hash of the node's files.
     */
    private static final String START = """
            set -e
            umask 077
            home="$HOME/.cloudtik"
            if [ ! -e "$home/dist/$1/.complete" ]; then
              mkdir -p "$home/dist"
              ln -sfn "$CLOUDTIK_CACHE/dist/$1" "$home/dist/$1"
            fi
            current=$(readlink "$home/dist/current" 2>/dev/null || true)
            begun_with=$(cat "$home/node/files.hash" 2>/dev/null || true)
            if [ -n "$current" ] && { [ "$current" != "$1" ] || [ "$begun_with" != "$3" ]; }; then
              "$home/dist/current/bin/cloudtik-container" stop || true
            fi
            printf '%s' "$3" > "$home/node/files.hash"
            ln -sfn "$1" "$home/dist/current.new"
            mv -T "$home/dist/current.new" "$home/dist/current" 2>/dev/null \\
              || { rm -f "$home/dist/current"; mv "$home/dist/current.new" "$home/dist/current"; }
            # Login shells have this folder on their PATH as a rule; a program that is there already stays.
            mkdir -p "$HOME/.local/bin" || :
            for name in cloudtik cloudtik-container; do
              place="$HOME/.local/bin/$name"
              [ -e "$place" ] || [ -L "$place" ] || ln -s "../../.cloudtik/dist/current/bin/$name" "$place" || :
            done
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
            Optional<Path> image = JavaProvision.image(delivery.java(), distribution);
            NodeDistribution parts = NodeDistribution.of(
                    distribution,
                    delivery.kind() == NodeKind.HEAD ? List.of("head", "worker", "client-head") : List.of("worker"),
                    image);
            Machine found = Machine.look(connection, parts.hash());
            new JavaProvision(connection, delivery.java(), activity).require(found, image);
            if (!found.hasDistribution()) {
                new DistributionUpload(connection, activity).put(parts, found);
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
            new StageRunner(connection, delivery.retries(), activity)
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
            new StageRunner(connection, delivery.retries(), activity)
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
            new StageRunner(connection, delivery.retries(), activity)
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

    private static CommandResult script(NodeConnection connection, String what, String script, String... arguments) {
        return Results.require(connection.node(), what,
                connection.ask(executor -> executor.run(Command.script(STEP_TIME, script, arguments))));
    }
}
