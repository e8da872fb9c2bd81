package io.cloudtik.core.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloudtik.api.model.cluster.CommandRetries;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.exec.Command;
import io.cloudtik.api.spi.exec.CommandResult;
import io.cloudtik.api.spi.exec.ShellQuoting;
import io.cloudtik.core.stage.Stage;
import io.cloudtik.core.stage.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Runs a user's commands on a node, in order and each once, or as often as the user says if it fails. The node keeps the
 * record: a step that ran is not run again, and one whose outcome was lost with the connection is looked up there.
 */
final class StageRunner {

    private static final Duration ASKING_TIME = Duration.ofSeconds(60);
    /** From here on a shell's exit code says that there was nothing to run. */
    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;

    private final NodeConnection connection;
    private final CommandRetries retries;
    private final Consumer<String> activity;

    StageRunner(NodeConnection connection, CommandRetries retries, Consumer<String> activity) {
        this.connection = connection;
        this.retries = retries;
        this.activity = activity;
    }

    /**
     * Runs those of the steps that have not run yet.
     *
     * @param environment of the commands
     * @param patience with all of them together; what runs longer is ended
     * @throws PlatformException UNAVAILABLE if a command fails its last time, or INVALID if there was nothing to run; says
     *     which one, on which node, its exit code and its last lines
     */
    void run(List<Step> steps, Map<String, String> environment, Duration patience) {
        if (steps.isEmpty()) {
            return;
        }
        Duration end = connection.time().monotonic().plus(patience);
        List<String> states = states(steps);
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (states.get(i).equals(StageScripts.ENDED + 0)) {
                continue;
            }
            run(step, environment, states.get(i), end);
        }
    }

    private void run(Step step, Map<String, String> environment, String found, Duration end) {
        String state = found;
        for (int left = mostRetries(step.stage()); true; left--) {
            activity.accept("running " + step.title());
            if (!state.equals(StageScripts.RUNNING)) {
                begin(step, environment, state);
            }
            int code = finish(step, end);
            if (code == 0) {
                return;
            }
            boolean isNoCommand = code == NOT_EXECUTABLE || code == NOT_FOUND;
            if (isNoCommand || left == 0) {
                throw failure(step, isNoCommand ? Kind.INVALID : Kind.UNAVAILABLE, "ended with exit code " + code);
            }
            activity.accept(step.title() + " ended with exit code " + code + "; it runs again in "
                    + retries.interval().toSeconds() + " s, up to " + left + (left == 1 ? " time" : " times"));
            connection.pause(retries.interval());
            state = StageScripts.ENDED + code;
        }
    }

    private int mostRetries(Stage stage) {
        return switch (stage) {
            case INITIALIZATION -> retries.initialization();
            case SETUP, BOOTSTRAP -> retries.setup();
            case START -> retries.start();
            case STOP -> 0;
        };
    }

    private List<String> states(List<Step> steps) {
        String[] keys = steps.stream().map(Step::key).toArray(String[]::new);
        List<String> states = script("asking for the steps done", StageScripts.STATES, keys).stdout().lines().toList();
        if (states.size() != steps.size()) {
            throw new PlatformException(Kind.UNAVAILABLE,
                    connection.node() + " told the states of " + states.size() + " steps of " + steps.size());
        }
        return states;
    }

    private void begin(Step step, Map<String, String> environment, String state) {
        if (!state.equals(StageScripts.ABSENT)) {
            script("clearing what is left of " + step.title(), StageScripts.FORGET, step.key());
        }
        StringBuilder text = new StringBuilder();
        environment.forEach((name, value) ->
                text.append("export ").append(name).append('=').append(ShellQuoting.quote(value)).append('\n'));
        upload(step, "environment", text.toString());
        upload(step, "command", step.command() + "\n");
        script("beginning " + step.title(), StageScripts.BEGIN, step.key(), step.title(), voids(step.stage()));
    }

    private void upload(Step step, String name, String text) {
        connection.act(executor ->
                executor.upload(text.getBytes(UTF_8), ".cloudtik/steps/" + step.key() + "/" + name, 0600));
    }

    /** What was started has to be stopped again after, and the other way round. */
    private static String voids(Stage stage) {
        return switch (stage) {
            case START -> "stop-*";
            case STOP -> "start-*";
            case INITIALIZATION, SETUP, BOOTSTRAP -> "-";
        };
    }

    /** Answers the command's exit code. */
    private int finish(Step step, Duration end) {
        while (true) {
            String state = script("waiting for " + step.title(), StageScripts.AWAIT, step.key()).stdout().strip();
            if (state.startsWith(StageScripts.ENDED)) {
                return Integer.parseInt(state.substring(StageScripts.ENDED.length()).strip());
            }
            if (!state.equals(StageScripts.RUNNING)) {
                throw failure(step, Kind.UNAVAILABLE, "was broken off on the node");
            }
            if (connection.time().monotonic().compareTo(end) > 0) {
                script("ending " + step.title(), StageScripts.KILL, step.key());
                throw failure(step, Kind.UNAVAILABLE, "did not end in time and was ended");
            }
        }
    }

    private PlatformException failure(Step step, Kind kind, String what) {
        String last = script("reading the log", StageScripts.LAST_LINES, step.key()).stdout().stripTrailing();
        String lines = last.isEmpty() ? "" : ":\n  " + String.join("\n  ", last.lines().toList());
        return new PlatformException(kind, step.title() + " on " + connection.node() + " " + what + lines)
                .withRemedy("mend " + step.stage().text() + "_commands; cloudtik logs <cluster.yaml> --node "
                        + connection.node() + " --service setup shows all of its output");
    }

    private CommandResult script(String what, String script, String... arguments) {
        return Results.require(connection.node(), what,
                connection.ask(executor -> executor.run(Command.script(ASKING_TIME, script, arguments))));
    }
}
