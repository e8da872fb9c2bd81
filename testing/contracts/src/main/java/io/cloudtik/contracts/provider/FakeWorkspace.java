package io.cloudtik.contracts.provider;

import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.provider.WorkspaceProvider;
import io.cloudtik.api.spi.provider.WorkspaceResource;
import io.cloudtik.api.spi.provider.WorkspaceStore;
import io.cloudtik.contracts.provider.FakeProvider.Call;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A workspace in memory: a network, a firewall and a store in it. */
final class FakeWorkspace implements WorkspaceProvider {

    private final WorkspaceName name;
    private final QueuedFailures failures;
    private final Set<String> existing = ConcurrentHashMap.newKeySet();
    private final Map<String, String> drifts = new ConcurrentHashMap<>();
    private final FakeWorkspaceStore store = new FakeWorkspaceStore(this::checkStore);

    FakeWorkspace(WorkspaceName name, QueuedFailures failures) {
        this.name = name;
        this.failures = failures;
    }

    WorkspaceName name() {
        return name;
    }

    boolean hasAnyResource() {
        return !existing.isEmpty();
    }

    boolean exists(String resource) {
        return existing.contains(resource);
    }

    void drift(String resource, String difference) {
        drifts.put(resource, difference);
    }

    @Override
    public List<WorkspaceResource> resources() {
        return List.of(
                new Resource("network", Set.of()),
                new Resource("firewall", Set.of("network")),
                new Resource("values", Set.of("network")));
    }

    @Override
    public WorkspaceStore store() {
        return store;
    }

    private void checkStore() {
        failures.throwNext(Call.STORE);
        if (!exists("values")) {
            throw new PlatformException(Kind.NOT_FOUND, "workspace '" + name + "' has no store");
        }
    }

    private final class Resource implements WorkspaceResource {

        private final String resource;
        private final Set<String> needs;

        Resource(String resource, Set<String> needs) {
            this.resource = resource;
            this.needs = needs;
        }

        @Override
        public String name() {
            return resource;
        }

        @Override
        public String kind() {
            return "fake " + resource;
        }

        @Override
        public Set<String> needs() {
            return needs;
        }

        @Override
        public Optional<String> find() {
            failures.throwNext(Call.FIND);
            return existing.contains(resource) ? Optional.of(id()) : Optional.empty();
        }

        @Override
        public String create() {
            failures.throwNext(Call.CREATE);
            if (!existing.containsAll(needs)) {
                throw new PlatformException(Kind.CONFLICT, resource + " of workspace '" + name + "' needs " + needs);
            }
            drifts.remove(resource);
            existing.add(resource);
            return id();
        }

        @Override
        public void delete() {
            failures.throwNext(Call.DELETE);
            existing.remove(resource);
            drifts.remove(resource);
            if (resource.equals("values")) {
                store.clear();
            }
        }

        @Override
        public List<String> verify() {
            failures.throwNext(Call.VERIFY);
            return Optional.ofNullable(drifts.get(resource)).map(List::of).orElse(List.of());
        }

        private String id() {
            return "fake-" + name + "-" + resource;
        }
    }
}
