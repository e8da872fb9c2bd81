package io.cloudtik.contracts.fault;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.cluster.AuthSpec;
import io.cloudtik.api.model.cluster.ClusterName;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.cluster.NodeTypeSpec;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.model.workspace.WorkspaceSpec;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.CloudProvider;
import io.cloudtik.api.spi.provider.LaunchRequest;
import io.cloudtik.api.spi.provider.NodeListing;
import io.cloudtik.api.spi.provider.NodeProvider;
import io.cloudtik.api.spi.provider.NodeTags;
import io.cloudtik.api.spi.provider.WorkspaceResource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The faults of the nodes of a provider. After each of them a launch repeated with its token has made one machine and no
 * more, what was to end has ended, and no listing that failed was taken for one that is empty.
 */
public abstract class NodeProviderFaultContract extends FaultContract<CloudProvider, NodeProviderFaultContract.Call> {

    /** The calls of {@link NodeProvider}. */
    public enum Call { LAUNCH, LIST, TERMINATE, ACCESS }

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final NodeTypeName TYPE = new NodeTypeName("worker.default");

    private int runs;

    protected NodeProviderFaultContract() {
        super("NodeProvider", Call.class);
    }

    /** The {@code provider:} block of the workspace and the cluster. */
    protected abstract Settings providerSettings();

    /** The {@code node_config:} block of the nodes. */
    protected Settings nodeConfig() {
        return Settings.empty();
    }

    /** Called while the suite waits for the cloud; a fake moves its nodes here. */
    protected void letTimePass(CloudProvider provider) {
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }

    @Override
    final FaultTable<Call> ruledOut() {
        return FaultTable.of(Call.class)
                .cannot(CallFault.CAPACITY, FaultTable.allBut(Call.LAUNCH), "only a launch takes room")
                .cannot(CallFault.QUOTA, FaultTable.allBut(Call.LAUNCH), "only a launch counts against a limit")
                .cannot(CallFault.CONFLICT, EnumSet.of(Call.LIST, Call.ACCESS), "a question changes nothing that another could change");
    }

    @Override
    final Set<Call> changing() {
        return EnumSet.of(Call.LAUNCH, Call.TERMINATE);
    }

    @Override
    final Trial<Call> trial(CloudProvider provider) {
        runs++;
        return new Nodes(provider, "fault" + Long.toUnsignedString(System.nanoTime(), 36) + "x" + runs);
    }

    private final class Nodes implements Trial<Call> {

        private final CloudProvider provider;
        private final String run;
        private final NodeTypeSpec type = new NodeTypeSpec(TYPE, NodeKind.WORKER, 1, 9, Optional.empty(), nodeConfig());
        private final List<WorkspaceResource> workspace;
        private final NodeProvider nodes;
        private final Set<String> made = new HashSet<>();
        private Optional<CloudNode> node = Optional.empty();

        Nodes(CloudProvider provider, String run) {
            this.provider = provider;
            this.run = run;
            this.workspace = provider.workspace(new WorkspaceSpec(
                    new WorkspaceName("faults"), provider.describe().type(), providerSettings())).resources();
            this.nodes = provider.nodes(new ClusterSpec(
                    new WorkspaceName("faults"), new ClusterName("demo"), provider.describe().type(), providerSettings(),
                    AuthSpec.DEFAULT, List.of(type), 9, List.of(), Settings.empty()));
        }

        @Override
        public void prepare(Call call, CallFault fault) {
            workspace.forEach(WorkspaceResource::create);
            if (call != Call.LAUNCH && fault != CallFault.NOT_FOUND_YET) {
                launchAnother();
                awaitUntil("the node runs", () -> listed().map(CloudNode::state).filter(CloudNode.State.RUNNING::equals).isPresent());
                node = listed();
            }
        }

        @Override
        public void prepareUnderFault(Call call, CallFault fault) {
            if (call != Call.LAUNCH && fault == CallFault.NOT_FOUND_YET) {
                launchAnother();
            }
        }

        private void launchAnother() {
            node = Optional.of(nodes.launch(request(1)));
            made.add(node.get().id());
        }

        @Override
        public Optional<Object> call(Call call) {
            switch (call) {
                case LAUNCH -> {
                    CloudNode launched = nodes.launch(request(2));
                    made.add(launched.id());
                    return Optional.of(launched);
                }
                case LIST -> {
                    return Optional.of(nodes.list());
                }
                case TERMINATE -> {
                    nodes.terminate(Set.of(node.orElseThrow().id()));
                    return Optional.empty();
                }
                case ACCESS -> {
                    return Optional.of(nodes.access(node.orElseThrow()));
                }
            }
            throw new IllegalArgumentException(call.name());
        }

        @Override
        public Optional<String> judge(Call call, CallFault fault, Attempt attempt) {
            if (call == Call.LIST && attempt.succeeded()) {
                return Optional.of(judgeListing(fault, (NodeListing) attempt.answer().orElseThrow()));
            }
            if (call == Call.TERMINATE && fault == CallFault.NOT_FOUND_YET) {
                // Success is a promise here, which is looked after when all is well again.
                return Optional.of(attempt.succeeded()
                        ? "promised"
                        : attempt.failedWith(Kind.UNAVAILABLE, Kind.UNKNOWN).name());
            }
            return Optional.empty();
        }

        private String judgeListing(CallFault fault, NodeListing listing) {
            boolean shown = ids(listing).contains(node.orElseThrow().id());
            if (shown || fault == CallFault.NOT_FOUND_YET) {
                return shown ? "listed" : "not listed yet";
            }
            if (listing.complete()) {
                throw new AssertionError("under '" + fault.words() + "' the listing does not show the node and says that it is"
                        + " complete: core would take the node for gone");
            }
            return "incomplete";
        }

        @Override
        public void afterwards(Call call, CallFault fault, boolean succeeded) {
            switch (call) {
                case LAUNCH -> {
                    CloudNode again = nodes.launch(request(2));
                    made.add(again.id());
                    awaitUntil("the node is listed", () -> ids(nodes.list()).contains(again.id()));
                    Set<String> living = new HashSet<>();
                    nodes.list().nodes().stream()
                            .filter(found -> found.state().isAlive() && "worker-2".equals(found.tags().get(NodeTags.NODE_ID)))
                            .forEach(found -> living.add(found.id()));
                    if (!living.equals(Set.of(again.id()))) {
                        throw new AssertionError("one token made the machines " + living + "; its launch answers " + again.id());
                    }
                }
                case LIST -> awaitUntil("a complete listing shows the node", () ->
                        nodes.list().complete() && ids(nodes.list()).contains(node.orElseThrow().id()));
                case TERMINATE -> {
                    if (!succeeded) {
                        nodes.terminate(Set.of(node.orElseThrow().id()));
                    }
                    awaitUntil("the node has ended", () -> listed().map(found -> !found.state().isAlive()).orElse(wasListed()));
                }
                case ACCESS -> awaitUntil("the node is reached", () -> listed()
                        .filter(found -> found.state() == CloudNode.State.RUNNING)
                        .map(nodes::access)
                        .isPresent());
            }
        }

        /** Whether absence is an end: of a node that was never shown it says nothing. */
        private boolean wasListed() {
            return node.map(known -> known.state() == CloudNode.State.RUNNING).orElse(false);
        }

        @Override
        public void close() {
            try (NodeProvider all = nodes) {
                all.terminate(made);
                awaitUntil("all nodes have ended", () -> all.list().nodes().stream().noneMatch(found -> found.state().isAlive()));
            }
            List<WorkspaceResource> backward = new ArrayList<>(workspace);
            Collections.reverse(backward);
            backward.forEach(WorkspaceResource::delete);
        }

        private Optional<CloudNode> listed() {
            return nodes.list().nodes().stream().filter(found -> found.id().equals(node.orElseThrow().id())).findFirst();
        }

        private Set<String> ids(NodeListing listing) {
            Set<String> ids = new HashSet<>();
            listing.nodes().forEach(found -> ids.add(found.id()));
            return ids;
        }

        private LaunchRequest request(int slot) {
            Map<String, String> tags = Map.of(
                    NodeTags.WORKSPACE, "faults",
                    NodeTags.CLUSTER, "demo",
                    NodeTags.NODE_ID, "worker-" + slot,
                    NodeTags.SLOT, String.valueOf(slot));
            return new LaunchRequest(run + "s" + slot, "faults-" + run + "-" + slot, TYPE, Optional.empty(), nodeConfig(), tags,
                    List.of(), nodes.offerings(type).get(0));
        }

        private void awaitUntil(String what, BooleanSupplier condition) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!condition.getAsBoolean()) {
                if (System.nanoTime() - deadline > 0) {
                    throw new AssertionError("waited " + PATIENCE.toSeconds() + " s in vain until " + what);
                }
                letTimePass(provider);
            }
        }
    }
}
