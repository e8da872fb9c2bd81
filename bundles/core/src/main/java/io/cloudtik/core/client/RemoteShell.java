package io.cloudtik.core.client;

import io.cloudtik.api.control.AccessOperations.ContainerShell;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.exec.Command;
import io.cloudtik.api.spi.exec.CommandExecutor;
import io.cloudtik.api.spi.exec.CommandResult;
import io.cloudtik.api.spi.exec.OutputSink;
import io.cloudtik.api.spi.exec.Tunnel;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.NodeTags;
import io.cloudtik.core.console.ConsoleAddress;
import io.cloudtik.core.console.ConsoleClient;
import java.time.Duration;
import java.util.List;

/** The shell of a container on another machine: its console, through an SSH connection of its own. */
final class RemoteShell implements ContainerShell {

    private static final Duration READ_TIME = Duration.ofSeconds(30);

    private final CommandExecutor executor;
    private final ConsoleClient console;
    private final String node;

    private RemoteShell(CommandExecutor executor, ConsoleClient console, String node) {
        this.executor = executor;
        this.console = console;
        this.node = node;
    }

    /** Takes the connection over if it succeeds. */
    static RemoteShell open(CommandExecutor executor, CloudNode machine) {
        String node = machine.tags().getOrDefault(NodeTags.NODE_ID, machine.id());
        CommandResult file = executor.run(Command.of(READ_TIME, "cat", ".cloudtik/" + ConsoleAddress.FILE));
        if (!file.isSuccess()) {
            throw new PlatformException(Kind.UNAVAILABLE, "the container of " + node + " does not run, or is older than its shell")
                    .withRemedy("cloudtik start <cluster.yaml> brings it to what it should be");
        }
        ConsoleAddress address = ConsoleAddress.parse(file.stdout());
        Tunnel tunnel = executor.forward("127.0.0.1", address.port());
        return new RemoteShell(executor, new ConsoleClient(tunnel.localPort(), address), node);
    }

    @Override
    public String owner() {
        return node + " (" + console.greeting() + ")";
    }

    @Override
    public int run(String line, OutputSink sink) {
        return console.run(line, sink);
    }

    @Override
    public List<String> commands() {
        return console.commands();
    }

    @Override
    public void close() {
        console.close();
        executor.close();
    }
}
