package io.cloudtik.core.head;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.control.ScaleRequest;
import io.cloudtik.api.control.WorkerOperations.Scaling;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.core.cluster.ControllerMemory;
import io.cloudtik.core.cluster.EventSink;
import io.cloudtik.core.config.ConfigLoader;
import io.cloudtik.core.config.SecretValues;
import io.cloudtik.core.control.RuntimeWish;
import io.cloudtik.core.control.Wish;
import io.cloudtik.core.metrics.ControllerMeters;

/**
 * What the cluster is wanted to be: its file, and what was asked for by hand since. Whoever asks for something else is
 * answered once that is kept; the next pass acts on it. Thread-safe.
 */
final class WantedCluster implements AutoCloseable {

    private final HeadFiles files;
    private final String head;
    private final ConfigLoader loader;
    private final ControllerMeters meters;
    private final WorkerScopes scopes;
    private final WorkerRequests requests;
    private final RuntimeWishes runtimeWishes;
    private final LastSeen seen;
    private final ControllerMemory memory;
    private final EventSink events;
    private final Runnable again;

    /** What the references in the settings stand for. */
    private SecretValues references;
    private volatile WorkerScope scope;
    private volatile boolean stopping;

    /** Reads what is wanted from the head's files and the shared state. */
    WantedCluster(
            ClusterController.Surroundings around,
            HeadFiles files,
            WorkerScopes scopes,
            WorkerRequests requests,
            RuntimeWishes runtimeWishes,
            LastSeen seen,
            ControllerMemory memory,
            EventSink events,
            Runnable again) {
        this.files = files;
        this.head = files.identity().node().value();
        this.loader = around.loader();
        this.meters = around.meters();
        this.scopes = scopes;
        this.requests = requests;
        this.runtimeWishes = runtimeWishes;
        this.seen = seen;
        this.memory = memory;
        this.events = events;
        this.again = again;
        this.references = files.secrets();
        this.scope = scope(references.reveal(loader.cluster(files.cluster())));
    }

    private WorkerScope scope(ClusterSpec file) {
        return scopes.of(file, requests.applied(file));
    }

    WorkerScope scope() {
        return scope;
    }

    /** Whether the cluster is going down, so that nothing is changed any more. */
    boolean isStopping() {
        return stopping;
    }

    /** Takes a new specification; refuses one of another cluster, or with problems, and keeps the old one then. */
    synchronized void become(Wish wish) {
        ClusterSpec spec = wish.secrets().reveal(checked(wish.settings()));
        ClusterSpec old = scope.spec();
        if (!spec.name().equals(old.name()) || !spec.workspace().equals(old.workspace())) {
            throw new PlatformException(Kind.INVALID, "this head leads cluster '" + old.name() + "' of workspace '"
                    + old.workspace() + "', not '" + spec.name() + "' of '" + spec.workspace() + "'");
        }
        resume();
        memory.caution().goOn();
        if (spec.settings().equals(old.settings()) && wish.secrets().equals(references)) {
            if (scope.wishes().look()) {
                seen.forgetPass();
                events.event("FILES_CHANGED", head, "new files came from the client");
                again.run();
            }
            return;
        }
        files.writeCluster(wish);
        references = wish.secrets();
        requests.settle(spec);
        replaceScope(spec);
        events.event("SPEC_CHANGED", head, "a new specification came from the client");
        again.run();
    }

    /** After a down that was broken off: whoever asks for the cluster now wants it to live. */
    private void resume() {
        if (stopping) {
            stopping = false;
            memory.forgetStarts(); // Stop commands may have run.
            events.event("CLUSTER_RESUMED", head, "it is brought up again");
            again.run();
        }
    }

    private ClusterSpec checked(Settings settings) {
        try {
            return loader.cluster(settings);
        } catch (RuntimeException e) {
            meters.specRefused();
            throw e;
        }
    }

    private void replaceScope(ClusterSpec file) {
        WorkerScope before = scope;
        scope = scope(file);
        seen.forgetPass();
        before.close();
    }

    /** What a request for workers comes to now. */
    Scaling planScale(ScaleRequest request) {
        WorkerScope now = scope;
        return new WorkerCount(now.file(), now.spec(), type -> type.resources().or(() -> seen.measured(type.name())))
                .of(request);
    }

    /** Keeps a request for workers and acts on it. */
    synchronized Scaling scale(ScaleRequest request) {
        Scaling scaling = planScale(request);
        if (scaling.after() != scaling.before()) {
            ClusterSpec file = scope.file();
            requests.ask(file.nodeType(scaling.type()), scaling.after());
            replaceScope(file);
            events.event("SCALED", scaling.type().value(),
                    "from " + scaling.before() + " to " + scaling.after() + ": " + scaling.reason());
            again.run();
        }
        return scaling;
    }

    /** Keeps what somebody wishes of runtimes; the nodes hear of it by their plans. */
    void wish(RuntimeWish wish) {
        for (String runtime : wish.runtimes()) {
            runtimeWishes.wish(runtime, wish.wish(), wish.nodes());
            events.event("RUNTIME_" + wish.wish(), runtime, "a user asked for it, on "
                    + (wish.nodes().isEmpty() ? "all nodes" : wish.nodes()));
        }
        again.run();
    }

    /** No more changes to the world; the cluster is going down. */
    void stop() {
        if (!stopping) {
            stopping = true;
            events.event("CLUSTER_STOPPING", head, "a user asked for it");
        }
    }

    @Override
    public void close() {
        scopes.close();
        scope.close();
    }
}
