package io.cloudtik.api.spi.exec;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A command to run on a node.
 *
 * @param argv program and arguments; they reach the program byte for byte
 * @param environment variables added to the login user's; values never appear on the remote command line where the
 *     executor can avoid it, so secrets go by file instead
 * @param stdin what the program reads; empty for nothing
 * @param timeout after which the command is ended and the call fails with UNAVAILABLE
 */
public record Command(List<String> argv, Map<String, String> environment, String stdin, Duration timeout) {

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    public Command {
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
        Objects.requireNonNull(stdin, "stdin");
        Objects.requireNonNull(timeout, "timeout");
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("a command has at least a program");
        }
        environment.keySet().forEach(name -> {
            if (!VARIABLE.matcher(name).matches()) {
                throw new IllegalArgumentException("'" + name + "' is no name of an environment variable");
            }
        });
    }

    public static Command of(Duration timeout, String... argv) {
        return new Command(List.of(argv), Map.of(), "", timeout);
    }

    /**
     * A script for {@code sh}; it is given on standard input, so its text is on no command line. Nothing of it is run before
     * all of it is there: a shell that reads what a broken connection left of it would run half of its last line too.
     */
    public static Command script(Duration timeout, String script, String... arguments) {
        List<String> argv = new ArrayList<>(List.of("sh", "-s", "--"));
        argv.addAll(List.of(arguments));
        // A shell runs a group only once it has read the end of it. The colon lets an empty one be a group too.
        return new Command(argv, Map.of(), "{ :; " + script + "\n}\n", timeout);
    }
}
