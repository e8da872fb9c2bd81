package io.cloudtik.node.control;

import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.runtime.NodePlan;
import io.cloudtik.api.spi.state.StateAccount;
import io.cloudtik.api.spi.state.StateAddress;
import io.cloudtik.api.spi.state.StateBackend;
import io.cloudtik.api.spi.state.StateStore;
import io.cloudtik.contracts.state.InMemoryStateStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** A state store in memory that can be made deaf, and remembers heartbeats that should not be. */
final class FakeBackend implements StateBackend {

    final InMemoryStateStore store = new InMemoryStateStore(InstantSource.system());
    volatile boolean answers = true;

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private volatile Predicate<String> watch = text -> false;

    void watch(Predicate<String> unwanted) {
        watch = unwanted;
    }

    List<String> seen() {
        return seen;
    }

    @Override
    public NodePlan servers(StateAddress address) {
        return NodePlan.EMPTY;
    }

    /** What the node sees: the store of the test, as long as it answers. */
    @Override
    public StateStore open(StateAddress address) {
        return (StateStore) Proxy.newProxyInstance(
                StateStore.class.getClassLoader(), new Class<?>[] {StateStore.class}, (proxy, method, arguments) -> {
                    if (!answers && !method.getName().equals("close")) {
                        throw new PlatformException(Kind.UNAVAILABLE, "the store does not answer");
                    }
                    if (method.getName().equals("put") && watch.test((String) arguments[1])) {
                        seen.add((String) arguments[1]);
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public void grant(StateAddress controller, StateAccount account) {
        // Nobody asks who it is.
    }

    @Override
    public void revoke(StateAddress controller, NodeId node) {
        // Nobody asks who it is.
    }
}
