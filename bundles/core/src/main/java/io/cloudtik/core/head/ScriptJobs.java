package io.cloudtik.core.head;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.runtime.JobDependencies;
import io.cloudtik.api.spi.runtime.JobPlan;
import io.cloudtik.api.spi.runtime.JobRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Scripts that no runtime of the cluster claims: an interpreter of the head runs them, as the original does. Pure. */
final class ScriptJobs {

    /** In the place of a runtime's name. */
    static final String NAME = "script";

    private static final String SHELL = "exec \"$(command -v bash || command -v sh)\" \"$@\"";
    private static final String PYTHON = """
            for python in python3 python; do
              command -v "$python" >/dev/null && exec "$python" "$@"
            done
            echo "this head has no python3; install it by setup_commands of the cluster's file" >&2
            exit 127
            """;

    private ScriptJobs() {}

    static boolean accepts(JobRequest request) {
        return isPython(request) || name(request).endsWith(".sh");
    }

    /** @throws PlatformException INVALID if something was said that a script has no use for */
    static JobPlan plan(JobRequest request) {
        if (!request.dependencies().equals(JobDependencies.NONE)) {
            throw new PlatformException(Kind.INVALID,
                    "job '" + request.fileName() + "' is a script, which no runtime gives packages, jars, modules or files")
                    .withRemedy("put what it needs beside it with --file");
        }
        if (request.mainClass().isPresent() || !request.options().isEmpty()) {
            throw new PlatformException(Kind.INVALID,
                    "job '" + request.fileName() + "' is a script, which has neither a class nor settings of a runtime")
                    .withRemedy("leave out --class and --conf; what stands behind the script is its own");
        }
        List<String> command = new ArrayList<>(List.of("sh", "-c", isPython(request) ? PYTHON : SHELL, "job"));
        command.add("${job}/" + request.fileName());
        command.addAll(request.arguments());
        return new JobPlan(command, Map.of(), List.of());
    }

    private static boolean isPython(JobRequest request) {
        return name(request).endsWith(".py");
    }

    private static String name(JobRequest request) {
        return request.fileName().toLowerCase(Locale.ROOT);
    }
}
