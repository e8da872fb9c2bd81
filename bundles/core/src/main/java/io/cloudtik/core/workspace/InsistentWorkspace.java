package io.cloudtik.core.workspace;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.provider.WorkspaceProvider;
import io.cloudtik.api.spi.provider.WorkspaceResource;
import io.cloudtik.api.spi.provider.WorkspaceStore;
import io.cloudtik.core.cluster.BackOff;
import io.cloudtik.core.time.Time;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A workspace whose questions are asked again where no answer came: a resource of which nothing was heard is neither there
 * nor absent. Changes are passed on as they are, since each of them is asked for again by whoever walks the workspace.
 */
final class InsistentWorkspace implements WorkspaceProvider {

    private static final int MOST_TRIES = 5;

    private final WorkspaceProvider real;
    private final Time time;

    InsistentWorkspace(WorkspaceProvider real, Time time) {
        this.real = real;
        this.time = time;
    }

    @Override
    public List<WorkspaceResource> resources() {
        return real.resources().stream().<WorkspaceResource>map(Resource::new).toList();
    }

    @Override
    public WorkspaceStore store() {
        return new Store(real.store());
    }

    private <R> R ask(Supplier<R> question, String what) {
        for (int tried = 1; ; tried++) {
            try {
                return question.get();
            } catch (PlatformException e) {
                if (tried == MOST_TRIES || !isWorthAsking(e.kind())) {
                    throw e;
                }
                pause(e.retryAfter().orElse(BackOff.delay(e.kind(), tried, what + " " + tried)), e);
            }
        }
    }

    private static boolean isWorthAsking(Kind kind) {
        return kind == Kind.UNKNOWN || kind == Kind.UNAVAILABLE || kind == Kind.THROTTLED;
    }

    private void pause(Duration delay, PlatformException failure) {
        try {
            time.await(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }

    private final class Resource implements WorkspaceResource {

        private final WorkspaceResource resource;

        Resource(WorkspaceResource resource) {
            this.resource = resource;
        }

        @Override
        public String name() {
            return resource.name();
        }

        @Override
        public String kind() {
            return resource.kind();
        }

        @Override
        public Set<String> needs() {
            return resource.needs();
        }

        @Override
        public boolean bearsCost() {
            return resource.bearsCost();
        }

        @Override
        public Optional<String> find() {
            return ask(resource::find, "find " + name());
        }

        @Override
        public List<String> verify() {
            return ask(resource::verify, "verify " + name());
        }

        @Override
        public String create() {
            return resource.create();
        }

        @Override
        public void delete() {
            resource.delete();
        }
    }

    private final class Store implements WorkspaceStore {

        private final WorkspaceStore store;

        Store(WorkspaceStore store) {
            this.store = store;
        }

        @Override
        public Optional<Entry> get(String key) {
            return ask(() -> store.get(key), "get " + key);
        }

        @Override
        public List<String> list(String prefix) {
            return ask(() -> store.list(prefix), "list " + prefix);
        }

        @Override
        public Entry put(String key, String value, Optional<String> expectedVersion) {
            return store.put(key, value, expectedVersion);
        }

        @Override
        public void delete(String key, String expectedVersion) {
            store.delete(key, expectedVersion);
        }
    }
}
