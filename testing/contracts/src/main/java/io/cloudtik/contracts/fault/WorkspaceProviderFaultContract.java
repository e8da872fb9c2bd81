package io.cloudtik.contracts.fault;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.model.workspace.WorkspaceSpec;
import io.cloudtik.api.spi.provider.CloudProvider;
import io.cloudtik.api.spi.provider.WorkspaceProvider;
import io.cloudtik.api.spi.provider.WorkspaceResource;
import io.cloudtik.api.spi.provider.WorkspaceStore;
import io.cloudtik.api.spi.provider.WorkspaceStore.Entry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The faults of a provider's workspaces: what exists is never taken for absent, what was half made is completed by the next
 * call, and a value that may have been written is there or not, never half.
 */
public abstract class WorkspaceProviderFaultContract
        extends FaultContract<CloudProvider, WorkspaceProviderFaultContract.Call> {

    /** The calls of a workspace's resources, of its store, and the listing of workspaces. */
    public enum Call { FIND, CREATE, VERIFY, DELETE, GET, PUT, REMOVE, KEYS, LIST_WORKSPACES }

    /** Those of the store. */
    public static final Set<Call> STORE = Collections.unmodifiableSet(EnumSet.of(Call.GET, Call.PUT, Call.REMOVE, Call.KEYS));

    /** Those that change nothing. */
    public static final Set<Call> READS = Collections.unmodifiableSet(
            EnumSet.of(Call.FIND, Call.VERIFY, Call.GET, Call.KEYS, Call.LIST_WORKSPACES));

    private static final WorkspaceName NAME = new WorkspaceName("faults");
    private static final String KEY = "leases/one";
    private static final String VALUE = "mine";

    protected WorkspaceProviderFaultContract() {
        super("WorkspaceProvider", Call.class);
    }

    /** The {@code provider:} block of the workspace. */
    protected abstract Settings workspaceSettings();

    @Override
    final FaultTable<Call> ruledOut() {
        Set<Call> written = EnumSet.of(Call.PUT, Call.REMOVE);
        return FaultTable.of(Call.class)
                .cannot(CallFault.CAPACITY, FaultTable.allBut(Call.CREATE), "only what is made takes room")
                .cannot(CallFault.QUOTA, FaultTable.allBut(Call.CREATE), "only what is made counts against a limit")
                .cannot(CallFault.CONFLICT, READS, "a question changes nothing that another could change")
                // The suite itself comes with a version that is not the latest.
                .caused(CallFault.CONFLICT, written, () -> Cause.End.BY_ITSELF)
                .cannot(CallFault.NOT_FOUND_YET, STORE, "reads of the store see the latest completed write");
    }

    @Override
    final Set<Call> changing() {
        return EnumSet.complementOf(EnumSet.copyOf(READS));
    }

    @Override
    final Trial<Call> trial(CloudProvider provider) {
        return new Workspace(provider, provider.workspace(
                new WorkspaceSpec(NAME, provider.describe().type(), workspaceSettings())));
    }

    private final class Workspace implements Trial<Call> {

        private final CloudProvider provider;
        private final WorkspaceProvider workspace;
        private Optional<String> version = Optional.empty();

        Workspace(CloudProvider provider, WorkspaceProvider workspace) {
            this.provider = provider;
            this.workspace = workspace;
        }

        @Override
        public void prepare(Call call, CallFault fault) {
            List<WorkspaceResource> needed = resources();
            if (call == Call.CREATE || fault == CallFault.NOT_FOUND_YET) {
                needed = needed.subList(0, needed.size() - 1);
            }
            needed.forEach(WorkspaceResource::create);
            if (STORE.contains(call) && (call != Call.PUT || fault == CallFault.CONFLICT)) {
                version = Optional.of(store().put(KEY, VALUE, Optional.empty()).version());
            }
            if (fault == CallFault.CONFLICT && STORE.contains(call)) {
                store().put(KEY, VALUE + " no more", version);
            }
        }

        @Override
        public void prepareUnderFault(Call call, CallFault fault) {
            if (fault == CallFault.NOT_FOUND_YET && call != Call.CREATE) {
                last().create();
            }
        }

        @Override
        public Optional<Object> call(Call call) {
            return switch (call) {
                case FIND -> Optional.of(last().find());
                case CREATE -> Optional.of(last().create());
                case VERIFY -> Optional.of(last().verify());
                case DELETE -> {
                    last().delete();
                    yield Optional.empty();
                }
                case GET -> Optional.of(store().get(KEY));
                case PUT -> Optional.of(store().put(KEY, VALUE, version));
                case REMOVE -> {
                    store().delete(KEY, version.orElseThrow());
                    yield Optional.empty();
                }
                case KEYS -> Optional.of(store().list("leases/"));
                case LIST_WORKSPACES -> Optional.of(provider.listWorkspaces(workspaceSettings()));
            };
        }

        @Override
        public Optional<String> judge(Call call, CallFault fault, Attempt attempt) {
            if (!READS.contains(call) || !attempt.succeeded()) {
                return Optional.empty();
            }
            Object answer = attempt.answer().orElseThrow();
            boolean empty = answer instanceof Optional<?> found ? found.isEmpty() : ((Collection<?>) answer).isEmpty();
            if (call == Call.VERIFY ? !empty : empty) {
                if (fault == CallFault.NOT_FOUND_YET) {
                    return Optional.of("not found yet");
                }
                throw new AssertionError("under '" + fault.words() + "' the answer is " + answer
                        + ": what exists was taken for absent, and would be made twice");
            }
            return Optional.of("answered");
        }

        @Override
        public void afterwards(Call call, CallFault fault, boolean succeeded) {
            switch (call) {
                case FIND -> require(last().find().isPresent(), "the resource is not found");
                case VERIFY -> require(last().verify().isEmpty(), "the resource differs: " + last().verify());
                case CREATE -> {
                    String id = last().create();
                    require(last().find().equals(Optional.of(id)), "create answered " + id + ", and find " + last().find());
                }
                case DELETE -> {
                    if (!succeeded) {
                        last().delete();
                    }
                    require(last().find().isEmpty(), "the deleted resource is still found");
                }
                case GET -> require(value().equals(Optional.of(VALUE)), "the value is " + value());
                case KEYS -> require(store().list("leases/").equals(List.of(KEY)), "the keys are " + store().list("leases/"));
                case PUT -> putAgain(fault, succeeded);
                case REMOVE -> removeAgain(fault, succeeded);
                case LIST_WORKSPACES -> require(
                        provider.listWorkspaces(workspaceSettings()).contains(NAME), "the workspace is not listed");
            }
        }

        /** Whoever does not know whether it was written reads it. */
        private void putAgain(CallFault fault, boolean succeeded) {
            if (fault == CallFault.CONFLICT) {
                require(value().equals(Optional.of(VALUE + " no more")), "a refused write changed the value to " + value());
            } else if (value().isEmpty() && !succeeded) {
                store().put(KEY, VALUE, Optional.empty());
                require(value().equals(Optional.of(VALUE)), "the value is " + value());
            } else {
                require(value().equals(Optional.of(VALUE)), "a write in doubt left " + value());
            }
        }

        private void removeAgain(CallFault fault, boolean succeeded) {
            if (fault == CallFault.CONFLICT) {
                require(value().isPresent(), "a refused removal removed the value");
            } else {
                if (!succeeded) {
                    store().delete(KEY, version.orElseThrow());
                }
                require(value().isEmpty(), "the removed value is still there: " + value());
            }
        }

        private Optional<String> value() {
            return store().get(KEY).map(Entry::value);
        }

        private void require(boolean holds, String otherwise) {
            if (!holds) {
                throw new AssertionError("after the fault was over: " + otherwise);
            }
        }

        @Override
        public void close() {
            List<WorkspaceResource> backward = new ArrayList<>(resources());
            Collections.reverse(backward);
            backward.forEach(WorkspaceResource::delete);
        }

        /** Nothing needs it, so that it may go by itself. */
        private WorkspaceResource last() {
            List<WorkspaceResource> all = resources();
            return all.get(all.size() - 1);
        }

        private List<WorkspaceResource> resources() {
            return workspace.resources();
        }

        private WorkspaceStore store() {
            return workspace.store();
        }
    }
}
