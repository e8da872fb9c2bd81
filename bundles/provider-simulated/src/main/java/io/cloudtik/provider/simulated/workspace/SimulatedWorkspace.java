package io.cloudtik.provider.simulated.workspace;

import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.spi.provider.WorkspaceProvider;
import io.cloudtik.api.spi.provider.WorkspaceResource;
import io.cloudtik.api.spi.provider.WorkspaceStore;
import io.cloudtik.provider.simulated.cloud.Api;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One workspace with the resources that those of real clouds have. */
final class SimulatedWorkspace implements WorkspaceProvider {

    static final String VALUES = "values";

    /** What there is to make: its name, what it is, what it needs, and whether it costs. */
    private record Kind(String name, String words, Set<String> needs, boolean bearsCost) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("network", "network", Set.of(), false),
            new Kind("subnet", "subnet", Set.of("network"), false),
            new Kind("address", "public address", Set.of(), true),
            new Kind("gateway", "gateway to the internet", Set.of("subnet", "address"), true),
            new Kind("firewall", "firewall rules", Set.of("network"), false),
            new Kind("role", "identity of nodes", Set.of(), false),
            new Kind("storage", "bucket for the workspace's data", Set.of("role"), true),
            new Kind(VALUES, "table of leases and the registry of clusters", Set.of("role"), false));

    private final WorkspaceName workspace;
    private final WorkspaceState state;
    private final Api api;

    SimulatedWorkspace(WorkspaceName workspace, WorkspaceState state, Api api) {
        this.workspace = workspace;
        this.state = state;
        this.api = api;
    }

    @Override
    public List<WorkspaceResource> resources() {
        return KINDS.stream().<WorkspaceResource>map(Resource::new).toList();
    }

    @Override
    public WorkspaceStore store() {
        return new Values();
    }

    private static Set<String> neededBy(String name) {
        return KINDS.stream().filter(kind -> kind.needs().contains(name)).map(Kind::name).collect(Collectors.toSet());
    }

    private final class Resource implements WorkspaceResource {

        private final Kind kind;

        Resource(Kind kind) {
            this.kind = kind;
        }

        @Override
        public String name() {
            return kind.name();
        }

        @Override
        public String kind() {
            return kind.words();
        }

        @Override
        public Set<String> needs() {
            return kind.needs();
        }

        @Override
        public boolean bearsCost() {
            return kind.bearsCost();
        }

        @Override
        public Optional<String> find() {
            return api.call("find the " + this, () -> state.find(name()));
        }

        @Override
        public String create() {
            return api.call("create the " + this, () -> state.create(name(), needs()));
        }

        @Override
        public void delete() {
            api.call("delete the " + this, () -> {
                state.delete(name(), neededBy(name()));
                return name();
            });
        }

        @Override
        public List<String> verify() {
            return api.call("look at the " + this, () -> state.drift(name()));
        }

        @Override
        public String toString() {
            return kind.words() + " of workspace '" + workspace + "'";
        }
    }

    private final class Values implements WorkspaceStore {

        @Override
        public Optional<Entry> get(String key) {
            return api.call("read '" + key + "'", () -> state.get(key));
        }

        @Override
        public Entry put(String key, String value, Optional<String> expectedVersion) {
            return api.call("write '" + key + "'", () -> state.put(key, value, expectedVersion));
        }

        @Override
        public void delete(String key, String expectedVersion) {
            api.call("remove '" + key + "'", () -> {
                state.remove(key, expectedVersion);
                return key;
            });
        }

        @Override
        public List<String> list(String prefix) {
            return api.call("list '" + prefix + "'", () -> state.keys(prefix));
        }
    }
}
