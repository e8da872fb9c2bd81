package io.cloudtik.core.client;

import io.cloudtik.api.control.AccessOperations;
import io.cloudtik.api.installation.Role;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.exec.CommandExecutor;
import io.cloudtik.api.spi.exec.InteractiveAccess;
import io.cloudtik.api.spi.exec.Terminal;
import io.cloudtik.api.spi.exec.Tunnel;
import io.cloudtik.api.spi.provider.CloudNode;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.SatisfyingConditionTarget;

/** Gets a person onto the nodes of a cluster, over SSH. */
@Component
@SatisfyingConditionTarget(Role.CLIENT_CONDITION)
public final class AccessClient implements AccessOperations {

    private final ClusterService clusters;

    @Activate
    public AccessClient(@Reference ClusterService clusters) {
        this.clusters = clusters;
    }

    @Override
    public int attach(Path file, Optional<String> node, List<String> argv, Terminal terminal) {
        try (ClusterScope scope = clusters.scope(file);
                CommandExecutor executor = scope.connect(scope.machine(scope.requireUuid(), node))) {
            return interactive(executor).attach(argv.isEmpty() ? argv : NodeCommand.of(argv), terminal);
        }
    }

    static InteractiveAccess interactive(CommandExecutor executor) {
        return executor.interactive().orElseThrow(() ->
                new PlatformException(Kind.INVALID, "this way to the node has no terminals and no ports of choice"));
    }

    @Override
    public Forwarding forward(Path file, Optional<String> node, List<PortForward> ports) {
        try (ClusterScope scope = clusters.scope(file)) {
            CloudNode machine = scope.machine(scope.requireUuid(), node);
            CommandExecutor executor = scope.connect(machine);
            try {
                return new OpenForwards(executor, machine.address(), ports);
            } catch (RuntimeException e) {
                executor.close();
                throw e;
            }
        }
    }

    /** Ports that are forwarded over a connection of their own. */
    private static final class OpenForwards implements Forwarding {

        private final CommandExecutor executor;
        private final List<String> ways = new ArrayList<>();

        private OpenForwards(CommandExecutor executor, String nodeAddress, List<PortForward> ports) {
            this.executor = executor;
            for (PortForward port : ports) {
                String host = port.host().orElse(nodeAddress);
                Tunnel tunnel = interactive(executor)
                        .forward(new InetSocketAddress("127.0.0.1", port.localPort()), host, port.port());
                ways.add("127.0.0.1:" + tunnel.localPort() + " -> " + host + ":" + port.port());
            }
        }

        @Override
        public List<String> ways() {
            return List.copyOf(ways);
        }

        @Override
        public void close() {
            executor.close();
        }
    }

    @Override
    public ContainerShell shell(Path file, Optional<String> node) {
        try (ClusterScope scope = clusters.scope(file)) {
            CloudNode machine = scope.machine(scope.requireUuid(), node);
            CommandExecutor executor = scope.connect(machine);
            try {
                return RemoteShell.open(executor, machine);
            } catch (RuntimeException e) {
                executor.close();
                throw e;
            }
        }
    }
}
