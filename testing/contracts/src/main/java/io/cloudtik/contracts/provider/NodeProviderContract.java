package io.cloudtik.contracts.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.cluster.AuthSpec;
import io.cloudtik.api.model.cluster.ClusterName;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.cluster.NodeTypeSpec;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.model.workspace.WorkspaceSpec;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.CloudNode.State;
import io.cloudtik.api.spi.provider.CloudProvider;
import io.cloudtik.api.spi.provider.LaunchRequest;
import io.cloudtik.api.spi.provider.NodeAccess;
import io.cloudtik.api.spi.provider.NodeProvider;
import io.cloudtik.api.spi.provider.NodeTags;
import io.cloudtik.api.spi.provider.ProviderDescription.Capability;
import io.cloudtik.api.spi.provider.WorkspaceMachines;
import io.cloudtik.api.spi.provider.WorkspaceResource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the nodes of every provider do. Each test has a workspace; its nodes are terminated and it is deleted after. */
public abstract class NodeProviderContract {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final List<String> launched = new ArrayList<>();
    private final long startedAt = System.nanoTime();
    private NodeProvider nodes;

    /** The provider under test; asked once or more in a test, always for the same cloud. */
    protected abstract CloudProvider provider();

    /** The {@code provider:} block of the workspace and the clusters. */
    protected Settings providerSettings() {
        return Settings.of(Map.of("type", provider().describe().type()));
    }

    /** The {@code node_config:} block of the nodes. */
    protected Settings nodeConfig() {
        return Settings.empty();
    }

    /** Called while a test waits for the cloud; a fake moves its nodes here. */
    protected void letTimePass() {
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }

    @BeforeEach
    void createsTheWorkspace() {
        workspaceResources().forEach(WorkspaceResource::create);
        nodes = provider().nodes(cluster("demo"));
    }

    @AfterEach
    void terminatesTheNodesAndDeletesTheWorkspace() {
        try (NodeProvider all = nodes) {
            all.terminate(Set.copyOf(launched));
            awaitUntil("all nodes are terminated", () -> all.list().nodes().stream().allMatch(NodeProviderContract::isGone));
        }
        List<WorkspaceResource> backward = new ArrayList<>(workspaceResources());
        Collections.reverse(backward);
        backward.forEach(WorkspaceResource::delete);
    }

    @Test
    void promisesIdempotentLaunches() {
        assertThat(provider().describe().capabilities()).contains(Capability.IDEMPOTENT_LAUNCH);
    }

    @Test
    void listsNothingBeforeTheFirstLaunch() {
        assertThat(nodes.list().nodes()).isEmpty();
        assertThat(nodes.list().complete()).isTrue();
    }

    @Test
    void listsALaunchedNodeWithAllItsTags() {
        LaunchRequest request = request("demo", 1);

        CloudNode node = launch(request);

        assertThat(node.id()).isNotBlank();
        assertThat(node.state().isAlive()).isTrue();
        assertThat(node.launchedAt()).isAfter(Instant.EPOCH);
        assertThat(node.tags()).containsAllEntriesOf(request.tags());
        awaitUntil("the node is listed", () -> listed(node.id()).isPresent());
        assertThat(listed(node.id()).orElseThrow().tags()).containsAllEntriesOf(request.tags());
        assertThat(nodes.list().complete()).isTrue();
    }

    @Test
    void givesTheSameNodeForTheSameToken() {
        CloudNode first = launch(request("demo", 1));
        CloudNode again = launch(request("demo", 1));
        try (NodeProvider other = provider().nodes(cluster("demo"))) {
            assertThat(other.launch(request("demo", 1)).id()).isEqualTo(first.id());
        }

        assertThat(again.id()).isEqualTo(first.id());
        assertThat(awaitRunning(first).launchedAt()).isEqualTo(first.launchedAt());
        assertThat(nodes.list().nodes()).hasSize(1);
    }

    @Test
    void givesOneNodeToRacingLaunchesWithOneToken() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<String> launching = () -> nodes.launch(request("demo", 1)).id();
            List<String> ids = new ArrayList<>();
            for (Future<String> id : threads.invokeAll(Collections.nCopies(4, launching))) {
                ids.add(id.get());
            }
            launched.addAll(ids);
            assertThat(Set.copyOf(ids)).hasSize(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void givesDifferentNodesAndAddressesForDifferentTokens() {
        CloudNode one = awaitRunning(launch(request("demo", 1)));
        CloudNode two = awaitRunning(launch(request("demo", 2)));

        assertThat(one.id()).isNotEqualTo(two.id());
        NodeAccess oneAccess = nodes.access(one);
        NodeAccess twoAccess = nodes.access(two);
        assertThat(oneAccess.host() + ":" + oneAccess.port()).isNotEqualTo(twoAccess.host() + ":" + twoAccess.port());
    }

    @Test
    void saysHowARunningNodeIsReached() {
        CloudNode node = awaitRunning(launch(request("demo", 1)));

        NodeAccess access = nodes.access(node);

        assertThat(node.address()).isNotBlank();
        assertThat(access.host()).isNotBlank();
        assertThat(access.user()).isNotBlank();
        access.hostKey().ifPresent(key -> assertThat(key).matches("[a-z0-9@.-]+ [A-Za-z0-9+/]+=*"));
    }

    @Test
    void hasNoAccessToANodeThatIsNotThere() {
        CloudNode absent = new CloudNode("absent", State.RUNNING, "127.0.0.1", Map.of(), Instant.EPOCH, "");

        assertThatThrownBy(() -> nodes.access(absent)).isInstanceOf(PlatformException.class);
    }

    @Test
    void keepsTheClustersOfAWorkspaceApart() {
        CloudNode own = launch(request("demo", 1));
        try (NodeProvider others = provider().nodes(cluster("other"))) {
            CloudNode foreign = others.launch(request("other", 2));
            launched.add(foreign.id());

            awaitUntil("both are listed by their clusters",
                    () -> listed(own.id()).isPresent() && ids(others).contains(foreign.id()));
            assertThat(ids(nodes)).containsExactly(own.id());
            assertThat(ids(others)).containsExactly(foreign.id());
            others.terminate(Set.of(foreign.id()));
            awaitUntil("the other cluster's node is gone", () -> others.list().nodes().stream().allMatch(NodeProviderContract::isGone));
        }
    }

    @Test
    void listsAndEndsTheMachinesOfAWorkspaceWhateverTheirClusterIfItCan() {
        Optional<WorkspaceMachines> facet = provider().machines(workspaceSpec());
        if (facet.isEmpty()) {
            return; // Absence is allowed; what is offered must hold.
        }
        CloudNode own = launch(request("demo", 1));
        try (WorkspaceMachines machines = facet.get(); NodeProvider others = provider().nodes(cluster("other"))) {
            CloudNode foreign = others.launch(request("other", 2));
            launched.add(foreign.id());
            awaitUntil("both are listed", () -> machines.list().nodes().stream()
                    .map(CloudNode::id).collect(Collectors.toSet()).containsAll(Set.of(own.id(), foreign.id())));
            assertThat(machines.list().complete()).isTrue();
            assertThat(machines.list().nodes()).allSatisfy(machine ->
                    assertThat(machine.tags()).containsEntry(NodeTags.WORKSPACE, "contract"));

            machines.terminate(Set.of(foreign.id(), "absent"));
            awaitUntil("the other cluster's node is gone", () -> others.list().nodes().stream().allMatch(NodeProviderContract::isGone));
            assertThat(listed(own.id()).map(node -> node.state().isAlive())).contains(true);
        }
    }

    @Test
    void terminatesANodeAndNoOther() {
        CloudNode doomed = awaitRunning(launch(request("demo", 1)));
        CloudNode kept = awaitRunning(launch(request("demo", 2)));

        nodes.terminate(Set.of(doomed.id()));

        awaitGone(doomed.id());
        assertThat(listed(kept.id()).map(CloudNode::state)).contains(State.RUNNING);
    }

    @Test
    void terminateOfAnAbsentNodeIsSuccess() {
        CloudNode node = awaitRunning(launch(request("demo", 1)));

        nodes.terminate(Set.of("absent"));
        nodes.terminate(Set.of());
        nodes.terminate(Set.of(node.id(), "absent"));
        awaitGone(node.id());
        nodes.terminate(Set.of(node.id()));
    }

    @Test
    void doesNotBringBackATerminatedNodeForItsToken() {
        CloudNode first = awaitRunning(launch(request("demo", 1)));
        nodes.terminate(Set.of(first.id()));
        awaitGone(first.id());

        CloudNode again = launch(request("demo", 1));

        assertThat(again.id()).isEqualTo(first.id());
        assertThat(isGone(again)).isTrue();
        assertThat(nodes.list().nodes()).allMatch(NodeProviderContract::isGone);
    }

    @Test
    void anotherViewSeesTheSameNodes() {
        CloudNode node = awaitRunning(launch(request("demo", 1)));

        try (NodeProvider other = provider().nodes(cluster("demo"))) {
            assertThat(other.list()).isEqualTo(nodes.list());
            assertThat(other.access(node)).isEqualTo(nodes.access(node));
        }
    }

    /** Waits for a condition and lets the time of the cloud pass. */
    protected final void awaitUntil(String what, BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("waited " + PATIENCE.toSeconds() + " s in vain until " + what);
            }
            letTimePass();
        }
    }

    private CloudNode launch(LaunchRequest request) {
        CloudNode node = nodes.launch(request);
        launched.add(node.id());
        return node;
    }

    private CloudNode awaitRunning(CloudNode node) {
        awaitUntil(node.id() + " runs", () -> listed(node.id()).map(CloudNode::state).filter(State.RUNNING::equals).isPresent());
        return listed(node.id()).orElseThrow();
    }

    private void awaitGone(String id) {
        awaitUntil(id + " is gone", () -> listed(id).map(NodeProviderContract::isGone).orElse(true));
    }

    private static boolean isGone(CloudNode node) {
        return node.state() == State.TERMINATED;
    }

    private Optional<CloudNode> listed(String id) {
        return nodes.list().nodes().stream().filter(node -> node.id().equals(id)).findFirst();
    }

    private static Set<String> ids(NodeProvider nodes) {
        return nodes.list().nodes().stream().map(CloudNode::id).collect(Collectors.toSet());
    }

    private ClusterSpec cluster(String name) {
        NodeTypeSpec head = new NodeTypeSpec(
                new NodeTypeName("head.default"), NodeKind.HEAD, 0, 0, Optional.empty(), nodeConfig());
        return new ClusterSpec(new WorkspaceName("contract"), new ClusterName(name), provider().describe().type(),
                providerSettings(), AuthSpec.DEFAULT, List.of(head), 2, List.of(), Settings.empty());
    }

    private LaunchRequest request(String cluster, int slot) {
        Map<String, String> tags = Map.of(
                NodeTags.WORKSPACE, "contract",
                NodeTags.CLUSTER, cluster,
                NodeTags.NODE_ID, "worker-" + slot,
                NodeTags.SLOT, String.valueOf(slot));
        return new LaunchRequest(runToken() + slot, "contract-" + cluster + "-" + slot, new NodeTypeName("head.default"),
                Optional.empty(), nodeConfig(), tags, List.of());
    }

    /** One for each test, so that a cloud that remembers tokens gives no test the nodes of another. */
    private String runToken() {
        return "contract" + Long.toUnsignedString(startedAt, 36) + "x";
    }

    private List<WorkspaceResource> workspaceResources() {
        return provider().workspace(workspaceSpec()).resources();
    }

    private WorkspaceSpec workspaceSpec() {
        return new WorkspaceSpec(new WorkspaceName("contract"), provider().describe().type(), providerSettings());
    }
}
