package io.cloudtik.core.workspace;

import io.cloudtik.api.model.workspace.WorkspaceSpec;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.provider.WorkspaceProvider;
import io.cloudtik.api.spi.provider.WorkspaceResource;
import io.cloudtik.api.spi.provider.WorkspaceStore;
import io.cloudtik.contracts.provider.FakeProvider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A network, a firewall and a store that record what is done to them and fail at the step a test names. */
final class RowOfResources implements WorkspaceProvider {

    private final Set<String> existing = new HashSet<>();
    private final Map<String, String> drifts = new HashMap<>();
    private final Set<String> failing = new HashSet<>();
    private final Set<String> answersLost = new HashSet<>();
    private final List<String> calls = new ArrayList<>();
    private final WorkspaceStore store;

    RowOfResources(WorkspaceSpec spec) {
        WorkspaceProvider other = new FakeProvider().workspace(spec);
        other.resources().forEach(WorkspaceResource::create);
        store = other.store();
    }

    /** The next such step, {@code create network} for one, does nothing and fails. */
    void failOnce(String step) {
        failing.add(step);
    }

    /** The next such step is done, but its caller hears of a failure. */
    void loseAnswer(String step) {
        answersLost.add(step);
    }

    void drift(String resource, String difference) {
        drifts.put(resource, difference);
    }

    /** It disappears behind our back. */
    void lose(String resource) {
        existing.remove(resource);
    }

    /** The steps that were done, in their order. */
    List<String> calls() {
        return List.copyOf(calls);
    }

    void forgetCalls() {
        calls.clear();
    }

    @Override
    public List<WorkspaceResource> resources() {
        return List.of(new Resource("network", false), new Resource("firewall", true), new Resource("values", false));
    }

    @Override
    public WorkspaceStore store() {
        return store;
    }

    private void step(String step, Runnable change) {
        if (failing.remove(step)) {
            throw new PlatformException(Kind.UNAVAILABLE, step + " was told to fail");
        }
        change.run();
        calls.add(step);
        if (answersLost.remove(step)) {
            throw new PlatformException(Kind.UNKNOWN, "the answer to " + step + " was lost");
        }
    }

    private final class Resource implements WorkspaceResource {

        private final String name;
        private final boolean bearsCost;

        private Resource(String name, boolean bearsCost) {
            this.name = name;
            this.bearsCost = bearsCost;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String kind() {
            return "a " + name;
        }

        @Override
        public Set<String> needs() {
            return Set.of();
        }

        @Override
        public boolean bearsCost() {
            return bearsCost;
        }

        @Override
        public Optional<String> find() {
            return existing.contains(name) ? Optional.of("id-" + name) : Optional.empty();
        }

        @Override
        public String create() {
            step("create " + name, () -> {
                existing.add(name);
                drifts.remove(name);
            });
            return "id-" + name;
        }

        @Override
        public void delete() {
            step("delete " + name, () -> existing.remove(name));
        }

        @Override
        public List<String> verify() {
            return Optional.ofNullable(drifts.get(name)).map(List::of).orElse(List.of());
        }
    }
}
