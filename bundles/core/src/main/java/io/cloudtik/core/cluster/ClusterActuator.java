package io.cloudtik.core.cluster;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.cluster.NodeTypeSpec;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.LaunchRequest;
import io.cloudtik.api.spi.provider.NodeProvider;
import io.cloudtik.api.spi.provider.Offering;
import io.cloudtik.core.stage.SetUpMark;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries a plan out: at most one action in flight for each slot, on a bounded pool. Intentions are recorded before the
 * provider is asked, so that dying anywhere here loses and doubles nothing. What came of an action is seen in the next
 * observation; a failure leaves its reason in the slot and a back-off in the memory.
 */
public final class ClusterActuator {

    private static final Logger log = LoggerFactory.getLogger(ClusterActuator.class);

    private final ClusterSpec spec;
    private final SlotNames names;
    private final NodeProvider provider;
    private final SlotStore store;
    private final NodeSetup setup;
    private final List<String> authorizedKeys;
    private final long epoch;
    private final ControllerMemory memory;
    private final EventSink events;
    private final Function<NodeTypeName, Executor> pools;
    private final Runnable afterEach;
    /** Of what is under way for a slot; there is one thing at a time. */
    private final Map<Integer, String> decisions = new ConcurrentHashMap<>();

    /** @param pools where actions run: one for each node type, so that a type in trouble keeps no other waiting */
    public ClusterActuator(
            ClusterSpec spec,
            SlotNames names,
            NodeProvider provider,
            SlotStore store,
            NodeSetup setup,
            List<String> authorizedKeys,
            long epoch,
            ControllerMemory memory,
            EventSink events,
            Function<NodeTypeName, Executor> pools,
            Runnable afterEach) {
        this.spec = spec;
        this.names = names;
        this.provider = provider;
        this.store = store;
        this.setup = setup;
        this.authorizedKeys = List.copyOf(authorizedKeys);
        this.epoch = epoch;
        this.memory = memory;
        this.events = events;
        this.pools = pools;
        this.afterEach = afterEach;
    }

    /**
     * Begins everything in the plan and returns at once.
     *
     * @param record keeps the decision and answers its id; asked at most once, before the first action begins
     */
    public void act(ClusterPlan plan, Supplier<String> record) {
        Once decision = new Once(record);
        plan.adoptions().forEach(adoption -> begin(decision, adoption.slot(), "adopting", () -> adopt(adoption)));
        plan.drains().forEach(drain -> begin(decision, drain.slot(), "beginning to drain", () -> drain(drain)));
        plan.terminations().stream().filter(this::isDue).forEach(termination ->
                begin(decision, termination.slot(), "terminating: " + termination.reason(), () -> terminate(termination)));
        plan.releases().forEach(release -> begin(decision, release.slot(), "releasing", () -> release(release)));
        plan.launches().forEach(launch -> {
            boolean begun = begin(decision, launch.slot(), "launching", () -> launch(launch));
            // Counted before it waits for its turn: the next pass must know of it.
            if (begun && launch.cause() == ClusterPlan.Cause.GIVEN_UP) {
                memory.caution().gaveUp();
            }
        });
        plan.setUps().forEach(setUp -> begin(decision, setUp.slot(), "setting up", () -> setUp(setUp)));
        plan.renewals().forEach(renewal -> begin(decision, renewal.slot(), "setting up again", () -> renew(renewal)));
        plan.starts().forEach(start -> begin(decision, start.slot(), "running start commands", () -> start(start)));
        plan.probes().forEach(probe -> begin(decision, probe.slot(), "asking over SSH", () -> probe(probe)));
    }

    /** A machine that was asked to end and has not yet is not asked in every pass. */
    private boolean isDue(ClusterPlan.Termination plan) {
        return isFirst(plan) || memory.mayTerminate(plan.cloudId());
    }

    private static boolean isFirst(ClusterPlan.Termination plan) {
        return !plan.version().isEmpty() && plan.slot().phase() != NodeSlot.Phase.TERMINATING;
    }

    /** What is asked once, and only if it is needed. */
    private static final class Once {

        private final Supplier<String> source;
        private Optional<String> answer = Optional.empty();

        private Once(Supplier<String> source) {
            this.source = source;
        }

        private String get() {
            if (answer.isEmpty()) {
                answer = Optional.of(source.get());
            }
            return answer.get();
        }
    }

    private boolean begin(Once decision, NodeSlot slot, String what, Runnable action) {
        if (!memory.begin(slot.number(), what)) {
            return false;
        }
        try {
            decisions.put(slot.number(), decision.get());
            pools.apply(slot.type()).execute(() -> run(slot, what, action));
            return true;
        } catch (RuntimeException e) {
            memory.end(slot.number());
            throw e;
        }
    }

    private void run(NodeSlot slot, String what, Runnable action) {
        boolean done = false;
        try {
            action.run();
            done = memory.retryIn(slot).isZero();
        } catch (PlatformException e) {
            // The record or the store refused: a later observation decides anew.
            log.warn("{}: {} did not go through: {}", slot.node(), what, e.getMessage());
            memory.backOff(slot, e);
        } catch (RuntimeException e) {
            log.error("{}: {} met a defect", slot.node(), what, e);
            memory.backOff(slot, new PlatformException(Kind.INTERNAL, String.valueOf(e), e));
        } finally {
            memory.end(slot.number());
        }
        if (done) {
            afterEach.run(); // What failed waits for the next pass of its own accord.
        }
    }

    private void launch(ClusterPlan.Launch launch) {
        NodeSlot slot = launch.slot();
        Caution caution = memory.caution();
        if (launch.cause() == ClusterPlan.Cause.GIVEN_UP && !caution.choice(slot).isOpen()) {
            return; // The machine that may still live is kept until there is room for another.
        }
        SlotStore.StoredSlot intent = store.save(slot, launch.version());
        if (launch.cause() != ClusterPlan.Cause.RECORDED && !caution.choice(slot).isOpen()) {
            caution.passedOver(slot); // Another launch was refused while this one, which nobody has asked for, waited its turn.
            return;
        }
        tell("NODE_LAUNCHING", slot, launch.reason() + in(slot));
        CloudNode machine;
        try {
            caution.asks(slot);
            machine = provider.launch(request(slot));
        } catch (PlatformException e) {
            recordFailure(slot, intent.version(), "launching failed: ", e);
            return;
        }
        caution.launched(slot);
        store.save(slot.launchedAs(machine.id()), intent.version());
        memory.forgetBackOff(slot);
        tell("NODE_LAUNCHED", slot, "as machine " + machine.id() + (machine.reason().isEmpty() ? "" : "; " + machine.reason()));
    }

    private static String in(NodeSlot slot) {
        return slot.offering().equals(Offering.ANY) ? "" : "; asks for " + slot.offering();
    }

    private LaunchRequest request(NodeSlot slot) {
        NodeTypeSpec type = spec.nodeType(slot.type());
        Settings nodeConfig = type.nodeConfig();
        return new LaunchRequest(
                slot.token(),
                machineName(slot),
                slot.type(),
                type.resources(),
                nodeConfig,
                names.tags(slot, epoch),
                authorizedKeys,
                slot.offering());
    }

    /** Unique in the workspace, also over two lives of one cluster. */
    private String machineName(NodeSlot slot) {
        return "ct-" + slot.node() + "-" + slot.token().substring(0, 6);
    }

    private void setUp(ClusterPlan.SetUp plan) {
        NodeSlot slot = plan.slot();
        SetUpMark mark;
        try {
            mark = setup.setUp(slot, plan.machine(), text -> memory.activity(slot.number(), text));
        } catch (PlatformException e) {
            recordFailure(slot, plan.version(), "setting it up failed: ", e);
            return;
        }
        store.save(slot.setUpWith(mark), plan.version());
        memory.wasSetUp(slot);
        tell("NODE_SET_UP", slot, plan.reason());
    }

    private void renew(ClusterPlan.Renewal plan) {
        NodeSlot slot = plan.slot();
        SetUpMark mark;
        try {
            mark = setup.renew(slot, plan.machine(), text -> memory.activity(slot.number(), text));
        } catch (PlatformException e) {
            recordFailure(slot, plan.version(), "setting it up again failed: ", e);
            return;
        }
        store.save(slot.setUpWith(mark), plan.version());
        memory.forgetBackOff(slot);
        tell("NODE_RENEWED", slot, plan.reason());
    }

    private void start(ClusterPlan.Start plan) {
        NodeSlot slot = plan.slot();
        try {
            setup.start(slot, plan.machine(), text -> memory.activity(slot.number(), text));
        } catch (PlatformException e) {
            recordFailure(slot, plan.version(), "starting it failed: ", e);
            return;
        }
        memory.started(slot, plan.key());
        if (slot.failures() > 0) {
            store.save(slot.setUpWith(slot.mark()), plan.version());
        }
        tell("NODE_STARTED", slot, "its start commands ran");
    }

    private void probe(ClusterPlan.Probe plan) {
        ProbeAnswer answer = setup.probe(plan.slot(), plan.machine());
        memory.probed(plan.slot(), answer);
        tell("NODE_SUSPECT", plan.slot(), plan.reason() + "; over SSH: " + switch (answer) {
            case CONTAINER_RUNS -> "its container runs";
            case CONTAINER_GONE -> "its container does not run";
            case UNREACHABLE -> "it does not answer";
        });
    }

    private void adopt(ClusterPlan.Adoption plan) {
        store.save(plan.slot(), plan.version());
        tell("NODE_ADOPTED", plan.slot(), plan.reason() + ": machine " + plan.machine().id());
    }

    /** The node hears of it by its plan. */
    private void drain(ClusterPlan.Draining plan) {
        store.save(plan.slot().in(NodeSlot.Phase.DRAINING, plan.reason()), plan.version());
        tell("NODE_DRAINING", plan.slot(), plan.reason());
    }

    private void terminate(ClusterPlan.Termination plan) {
        if (isFirst(plan)) {
            store.save(plan.slot().in(NodeSlot.Phase.TERMINATING, plan.reason()), plan.version());
            memory.mayTerminate(plan.cloudId());
        }
        if (plan.cloudId().isEmpty()) {
            return;
        }
        plan.machine().filter(machine -> endsInOrder(plan)).ifPresent(machine -> stop(plan.slot(), machine));
        provider.terminate(Set.of(plan.cloudId()));
        tell("NODE_TERMINATING", plan.slot(), "machine " + plan.cloudId() + ": " + plan.reason());
    }

    /** A node that was one, and is not replaced because it failed. */
    private static boolean endsInOrder(ClusterPlan.Termination plan) {
        return !plan.version().isEmpty() && !plan.slot().mark().equals(SetUpMark.UNKNOWN);
    }

    private void stop(NodeSlot slot, CloudNode machine) {
        if (!memory.mayStop(slot)) {
            return;
        }
        try {
            setup.stop(slot, machine, text -> memory.activity(slot.number(), text));
        } catch (PlatformException e) {
            // It ends all the same: a stop command cannot keep a machine that nobody wants.
            tell("NODE_STOP_FAILED", slot, e.getMessage());
        }
    }

    private void release(ClusterPlan.Release plan) {
        store.save(plan.slot().in(NodeSlot.Phase.FREE, ""), plan.version());
        memory.forgetBackOff(plan.slot());
        tell("NODE_TERMINATED", plan.slot(), plan.slot().reason());
    }

    private void tell(String type, NodeSlot slot, String message) {
        events.event(type, slot.node().value(), message, decisions.getOrDefault(slot.number(), ""));
    }

    private void recordFailure(NodeSlot slot, String version, String what, PlatformException failure) {
        NodeSlot failed;
        if (slot.phase() == NodeSlot.Phase.PLANNED && Shortages.isOne(failure)) {
            failed = slot.delayedBecause(what + failure.getMessage());
            memory.caution().noRoom(failed, failure);
        } else if (blames(slot, failure)) {
            failed = slot.failedBecause(what + failure.getMessage());
            memory.backOff(failed, failure);
            memory.caution().failed(failed);
        } else {
            failed = slot.delayedBecause(what + failure.getMessage());
            memory.refused(failed, failure);
        }
        memory.failed(failed, failure);
        if (failure.kind() == Kind.INTERNAL) {
            log.error("{}: {}", slot.node(), failed.reason(), failure);
        }
        tell("NODE_FAILED", slot, failed.reason());
        store.save(failed, version);
    }

    /** A machine is not the worse for a provider that will not hear of it now: it must not be replaced for that. */
    private static boolean blames(NodeSlot slot, PlatformException failure) {
        return failure.kind() != Kind.THROTTLED
                || slot.phase() == NodeSlot.Phase.PLANNED && slot.kind() == NodeKind.HEAD; // A client does not wait for ever.
    }
}
