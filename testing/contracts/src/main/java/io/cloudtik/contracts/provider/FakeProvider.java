package io.cloudtik.contracts.provider;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.model.workspace.WorkspaceSpec;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.CloudNode.State;
import io.cloudtik.api.spi.provider.CloudProvider;
import io.cloudtik.api.spi.provider.LaunchRequest;
import io.cloudtik.api.spi.provider.NodeProvider;
import io.cloudtik.api.spi.provider.ProviderDescription;
import io.cloudtik.api.spi.provider.ProviderDescription.Capability;
import io.cloudtik.api.spi.provider.WorkspaceMachines;
import io.cloudtik.api.spi.provider.WorkspaceProvider;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/**
 * A cloud in memory that does only what its test says: nodes stay PENDING until they are moved, calls fail when a
 * failure was queued for them, and every request is recorded. Ids and addresses count up from 1, so that a test may
 * write them down.
 */
public final class FakeProvider implements CloudProvider {

    /** What a failure can be queued for. */
    public enum Call { LAUNCH, LIST, TERMINATE, ACCESS, FIND, CREATE, VERIFY, DELETE, STORE }

    private static final String OPEN_SCHEMA = "{\"type\": \"object\"}";

    private final String type;
    private final QueuedFailures failures = new QueuedFailures();
    private final FakeMachines machines;
    private final Map<WorkspaceName, FakeWorkspace> workspaces = new ConcurrentSkipListMap<>();

    /** A provider of type {@code fake}. */
    public FakeProvider() {
        this("fake", Clock.systemUTC());
    }

    /** @param clock stamps the nodes' launches */
    public FakeProvider(String type, Clock clock) {
        this.type = type;
        this.machines = new FakeMachines(clock, failures);
    }

    @Override
    public ProviderDescription describe() {
        return new ProviderDescription(type, "A cloud in memory for tests", OPEN_SCHEMA, OPEN_SCHEMA, OPEN_SCHEMA,
                Set.of(), Set.of(Capability.IDEMPOTENT_LAUNCH, Capability.ATOMIC_TAGS));
    }

    @Override
    public List<WorkspaceName> listWorkspaces(Settings providerSettings) {
        return workspaces.values().stream()
                .filter(FakeWorkspace::hasAnyResource)
                .map(FakeWorkspace::name)
                .toList();
    }

    @Override
    public WorkspaceProvider workspace(WorkspaceSpec spec) {
        return workspaceState(spec.name());
    }

    @Override
    public Optional<WorkspaceMachines> machines(WorkspaceSpec spec) {
        return Optional.of(new FakeWorkspaceMachines(machines, spec.name()));
    }

    @Override
    public NodeProvider nodes(ClusterSpec spec) {
        return new FakeNodeProvider(machines, spec.workspace(), spec.name());
    }

    /** The next call of this sort fails so and does nothing; several failures queue up. */
    public void failNext(Call call, PlatformException failure) {
        failures.add(call, failure);
    }

    /** The next calls of this sort fail with this kind and do nothing. */
    public void failNext(Call call, Kind kind, int times) {
        for (int i = 0; i < times; i++) {
            failures.add(call, new PlatformException(kind, call + " was told to fail with " + kind));
        }
    }

    /** No call fails any more that was told to. */
    public void forgetFailures() {
        failures.clear();
    }

    /** The next launch happens, but its answer is lost: the caller sees UNKNOWN. */
    public void loseNextLaunchReply() {
        machines.loseNextLaunchReply();
    }

    /** What the next question for notices is answered with. */
    public void notice(String sentence) {
        machines.notice(sentence);
    }

    /** Whether listings say that they are complete; they always carry all nodes. */
    public void listingsAreComplete(boolean complete) {
        machines.listingsAreComplete(complete);
    }

    /** Puts a node into a state, as a cloud does behind our back. */
    public void move(String nodeId, State state, String reason) {
        machines.move(nodeId, state, reason);
    }

    /** Lets pass the time a cloud takes: pending nodes run, stopping ones are terminated. */
    public void settle() {
        machines.settle();
    }

    /** Removes a node from all listings, as clouds do some time after its end. */
    public void forget(String nodeId) {
        machines.forget(nodeId);
    }

    /** Makes an existing resource differ from what is wanted, until it is created anew. */
    public void drift(WorkspaceName workspace, String resource, String difference) {
        workspaceState(workspace).drift(resource, difference);
    }

    /** All nodes of all clusters in the order of their launch. */
    public List<CloudNode> nodes() {
        return machines.all();
    }

    /** All launch requests in their order, repeated and failed ones included. */
    public List<LaunchRequest> launches() {
        return machines.launches();
    }

    /** The ids of all terminate calls in their order, failed ones included. */
    public List<Set<String>> terminations() {
        return machines.terminations();
    }

    /** The names of the resources a workspace has. */
    public Set<String> resources(WorkspaceName workspace) {
        return workspaceState(workspace).resources().stream()
                .filter(resource -> workspaceState(workspace).exists(resource.name()))
                .map(resource -> resource.name())
                .collect(Collectors.toUnmodifiableSet());
    }

    private FakeWorkspace workspaceState(WorkspaceName name) {
        return workspaces.computeIfAbsent(name, key -> new FakeWorkspace(key, failures));
    }
}
