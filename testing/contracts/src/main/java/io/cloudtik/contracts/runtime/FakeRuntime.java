package io.cloudtik.contracts.runtime;

import io.cloudtik.api.spi.runtime.HealthCheck;
import io.cloudtik.api.spi.runtime.JobPlan;
import io.cloudtik.api.spi.runtime.JobRequest;
import io.cloudtik.api.spi.runtime.JobSupport;
import io.cloudtik.api.spi.runtime.NodeContext;
import io.cloudtik.api.spi.runtime.NodePlan;
import io.cloudtik.api.spi.runtime.PlannedFile;
import io.cloudtik.api.spi.runtime.PlannedService;
import io.cloudtik.api.spi.runtime.RestartPolicy;
import io.cloudtik.api.spi.runtime.Runtime;
import io.cloudtik.api.spi.runtime.RuntimeDescription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A small runtime with one real service on each node: a shell that says the {@code greeting} of its settings once and
 * stays. Runs shell scripts ({@code *.sh}) as jobs. Needs nothing but a POSIX shell.
 */
public final class FakeRuntime implements Runtime {

    private static final String SCHEMA = """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "type": "object",
              "properties": {
                "greeting": {"type": "string", "description": "What the service says when it starts."},
                "password": {"type": "string", "description": "Kept in a file of the owner; nothing asks for it."}
              },
              "additionalProperties": false
            }
            """;
    private static final String GREETING = "greeting.txt";
    private static final String PASSWORD = "password.txt";

    private final String name;
    private final Set<String> requires;

    private FakeRuntime(String name, Set<String> requires) {
        this.name = name;
        this.requires = Set.copyOf(requires);
    }

    public static FakeRuntime named(String name) {
        return new FakeRuntime(name, Set.of());
    }

    public FakeRuntime requiring(String... runtimes) {
        return new FakeRuntime(name, Set.of(runtimes));
    }

    @Override
    public RuntimeDescription describe() {
        return new RuntimeDescription(name, "Says a greeting on each node.", SCHEMA, requires, Set.of("password"));
    }

    @Override
    public NodePlan node(NodeContext context) {
        String greeting = context.settings().text("greeting").orElse("hello") + " from " + context.address() + "\n";
        List<PlannedFile> files = new ArrayList<>();
        files.add(PlannedFile.text(path(GREETING), greeting));
        context.settings().text("password").ifPresent(text -> files.add(PlannedFile.secret(path(PASSWORD), text)));
        return new NodePlan(List.of(), List.of(), files, List.of(service(files)), Map.of());
    }

    @Override
    public Optional<JobSupport> jobs() {
        return Optional.of(new ShellJobs());
    }

    private PlannedService service(List<PlannedFile> files) {
        // "exec", so that the process the node knows is the one that waits, and a signal ends it at once.
        String script = "cat \"$1\" && exec tail -f /dev/null";
        return new PlannedService(
                name + "-greeter",
                name,
                List.of("sh", "-c", script, name + "-greeter", "${dir}/" + path(GREETING)),
                Map.of(),
                files.stream().map(PlannedFile::path).toList(),
                List.of(),
                HealthCheck.process(),
                RestartPolicy.ALWAYS,
                "TERM",
                Duration.ofSeconds(5),
                Optional.empty());
    }

    private String path(String file) {
        return name + "/" + file;
    }

    private static final class ShellJobs implements JobSupport {

        @Override
        public boolean accepts(JobRequest request) {
            return request.fileName().endsWith(".sh");
        }

        @Override
        public JobPlan plan(JobRequest request, NodeContext head) {
            List<String> command = new ArrayList<>(List.of("sh", "${job}/" + request.fileName()));
            command.addAll(request.arguments());
            return new JobPlan(command, request.options(), List.of());
        }
    }
}
