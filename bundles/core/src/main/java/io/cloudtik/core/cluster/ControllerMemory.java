package io.cloudtik.core.cluster;

import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.core.time.Time;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a controller remembers between passes and may forget at a restart: what is under way, when to try again, how long
 * something has been as it is. Everything here is measured by the monotonic clock. Thread-safe.
 */
public final class ControllerMemory {

    private record Probe(ProbeAnswer answer, Duration at) {}

    private record Started(int attempt, String key) {}

    private record PhaseKey(int slot, int attempt, NodeSlot.Phase phase) {}

    private static final Duration LATE_LOOK = Duration.ofSeconds(30);
    private static final Duration LISTINGS_APART = Duration.ofSeconds(15);
    private static final Duration PROBE_LIFETIME = Duration.ofSeconds(15);
    private static final Duration TERMINATION_PATIENCE = Duration.ofSeconds(30);

    private final Time time;
    private final Caution caution;
    private final Map<Integer, PhaseKey> phases = new HashMap<>();
    private final Map<Integer, Duration> phaseSince = new HashMap<>();
    private final Map<Integer, Duration> notBefore = new HashMap<>();
    private final Map<Integer, Integer> refusals = new HashMap<>();
    private final Map<Integer, Integer> missed = new HashMap<>();
    private final Map<Integer, Duration> missedSince = new HashMap<>();
    private final Set<String> seenMachines = new HashSet<>();
    private final Map<Integer, Probe> probes = new HashMap<>();
    private final Map<Integer, Started> started = new HashMap<>();
    private final Map<Integer, Integer> stopped = new HashMap<>();
    private final Map<Integer, PlatformException> failures = new HashMap<>();
    private final Map<String, Duration> terminated = new HashMap<>();
    private final Map<Integer, String> underWay = new HashMap<>();

    private Optional<Duration> lastLook = Optional.empty();
    private boolean blind;

    public ControllerMemory(Time time) {
        this.time = time;
        this.caution = new Caution(time);
    }

    /** What holds plans back. */
    public Caution caution() {
        return caution;
    }

    /** The cloud or the records could not be read. */
    synchronized void couldNotLook() {
        blind = true;
    }

    /**
     * Everything could be read. The time in which it could not, since it last could, counts for no deadline, nor does what a
     * look was too late by: this process stood still, or its store did not answer.
     */
    synchronized void looked() {
        Duration now = time.monotonic();
        Duration sinceLast = lastLook.map(now::minus).orElse(Duration.ZERO);
        Duration pause = blind ? sinceLast : sinceLast.minus(LATE_LOOK);
        if (pause.compareTo(Duration.ZERO) > 0) {
            phaseSince.replaceAll((slot, since) -> since.plus(pause).compareTo(now) < 0 ? since.plus(pause) : now);
        }
        blind = false;
        lastLook = Optional.of(now);
    }

    /** How long the slot has been in its phase, as far as we saw. A change forgets what was remembered of it before. */
    synchronized Duration inPhase(NodeSlot slot) {
        PhaseKey now = new PhaseKey(slot.number(), slot.attempt(), slot.phase());
        if (!now.equals(phases.put(slot.number(), now))) {
            phaseSince.put(slot.number(), time.monotonic());
            missed.remove(slot.number());
            missedSince.remove(slot.number());
            probes.remove(slot.number());
            refusals.remove(slot.number());
        }
        return time.monotonic().minus(phaseSince.get(slot.number()));
    }

    /** It has just been set up, perhaps once more: the time for it to beat begins now. */
    synchronized void wasSetUp(NodeSlot slot) {
        forgetBackOff(slot);
        probes.remove(slot.number());
        phases.put(slot.number(), new PhaseKey(slot.number(), slot.attempt(), NodeSlot.Phase.SET_UP));
        phaseSince.put(slot.number(), time.monotonic());
    }

    /**
     * Counts the complete listings in a row that did not show a machine which is known to have been there. Those within
     * fifteen seconds count as one: they may share one hiccup of the provider.
     */
    synchronized int missedListings(NodeSlot slot, boolean shown, boolean complete) {
        if (shown) {
            seenMachines.add(slot.node().value());
            missed.remove(slot.number());
            missedSince.remove(slot.number());
            return 0;
        }
        boolean wasThere = seenMachines.contains(slot.node().value())
                || slot.phase() == NodeSlot.Phase.SET_UP
                || slot.phase() == NodeSlot.Phase.DRAINING
                || slot.phase() == NodeSlot.Phase.TERMINATING;
        if (complete && wasThere) {
            missed.merge(slot.number(), 1, Integer::sum);
            missedSince.putIfAbsent(slot.number(), time.monotonic());
        }
        boolean apart = time.monotonic()
                        .minus(missedSince.getOrDefault(slot.number(), time.monotonic()))
                        .compareTo(LISTINGS_APART)
                >= 0;
        int count = missed.getOrDefault(slot.number(), 0);
        return apart ? count : Math.min(count, 1);
    }

    /** Tries again later and later, as befits the kind of the failure, and never sooner than the other side asked for. */
    synchronized void backOff(NodeSlot slot, PlatformException failure) {
        int inARow = slot.failures() + refusals.getOrDefault(slot.number(), 0);
        Duration own = BackOff.delay(failure.kind(), inARow, slot.token() + " " + inARow);
        // What was asked for is the least; a share of our own on top, so that not all come back at its very end.
        Duration wait = failure.retryAfter().map(asked -> asked.plus(own.dividedBy(4))).orElse(own);
        notBefore.put(slot.number(), time.monotonic().plus(wait));
    }

    /** Backs off as for a failure, from one that is not the slot's and therefore not in its record. */
    synchronized void refused(NodeSlot slot, PlatformException failure) {
        refusals.merge(slot.number(), 1, Integer::sum);
        backOff(slot, failure);
    }

    /** Its start commands ran, up to the one with this key. */
    synchronized void started(NodeSlot slot, String key) {
        started.put(slot.number(), new Started(slot.attempt(), key));
        forgetBackOff(slot);
    }

    synchronized String startedWith(NodeSlot slot) {
        Started known = started.get(slot.number());
        return known != null && known.attempt() == slot.attempt() ? known.key() : "";
    }

    /** After this, every node is asked anew whether its start commands ran. */
    public synchronized void forgetStarts() {
        started.clear();
    }

    /** Whether to run a node's stop commands: once. */
    synchronized boolean mayStop(NodeSlot slot) {
        return !Integer.valueOf(slot.attempt()).equals(stopped.put(slot.number(), slot.attempt()));
    }

    synchronized void failed(NodeSlot slot, PlatformException failure) {
        failures.put(slot.number(), failure);
    }

    /** The last failure of a slot's launch or set-up. */
    public synchronized Optional<PlatformException> lastFailure(int slot) {
        return Optional.ofNullable(failures.get(slot));
    }

    synchronized Duration retryIn(NodeSlot slot) {
        Duration left = notBefore.getOrDefault(slot.number(), Duration.ZERO).minus(time.monotonic());
        return notBefore.containsKey(slot.number()) && !left.isNegative() ? left : Duration.ZERO;
    }

    synchronized void forgetBackOff(NodeSlot slot) {
        notBefore.remove(slot.number());
        refusals.remove(slot.number());
    }

    synchronized void probed(NodeSlot slot, ProbeAnswer answer) {
        probes.put(slot.number(), new Probe(answer, time.monotonic()));
    }

    /** An answer grows old: after a while the node is asked again. */
    synchronized Optional<ProbeAnswer> probe(NodeSlot slot) {
        return Optional.ofNullable(probes.get(slot.number()))
                .filter(probe -> time.monotonic().minus(probe.at()).compareTo(PROBE_LIFETIME) < 0)
                .map(Probe::answer);
    }

    /** The node beats again, so what was said of its silence is over. */
    synchronized void beats(NodeSlot slot) {
        probes.remove(slot.number());
    }

    /** Whether to ask for the end of a machine now: the first time, and again if it has not ended after a while. */
    synchronized boolean mayTerminate(String cloudId) {
        Duration last = terminated.get(cloudId);
        boolean due = last == null || time.monotonic().minus(last).compareTo(TERMINATION_PATIENCE) > 0;
        if (due) {
            terminated.put(cloudId, time.monotonic());
        }
        return due;
    }

    /** False if something is under way for the slot already. */
    public synchronized boolean begin(int slot, String what) {
        return underWay.putIfAbsent(slot, what) == null;
    }

    synchronized void end(int slot) {
        underWay.remove(slot);
    }

    /** The slots for which something is under way now. */
    synchronized Set<Integer> busy() {
        return Set.copyOf(underWay.keySet());
    }

    /** What is being done for a slot right now, for people. */
    public synchronized String activity(int slot) {
        return underWay.getOrDefault(slot, "");
    }

    synchronized void activity(int slot, String what) {
        underWay.replace(slot, what);
    }

    public synchronized boolean isIdle() {
        return underWay.isEmpty();
    }
}
