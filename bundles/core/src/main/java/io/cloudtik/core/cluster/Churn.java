package io.cloudtik.core.cluster;

import io.cloudtik.core.time.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Counts the machines that are given up and those that are lost, so that neither a defect of ours nor a fight with somebody
 * else can wear out machine after machine. Thread-safe.
 */
final class Churn {

    static final Duration FIGHT = Duration.ofMinutes(10);
    static final Duration PAUSE = Duration.ofMinutes(15);
    /** More losses of one slot within the time of a fight are one. */
    private static final int MOST_LOSSES = 3;
    /** After so many failures in a row, and after as many again. */
    private static final int MOST_FAILURES = 12;
    /** What was not used of the allowance is kept for as long. */
    private static final Duration KEPT = Duration.ofMinutes(3);
    private static final int SHARE_OF_NODES = 10;

    private record Loss(int attempt, Duration at) {}

    private record Pause(Duration end, String why) {}

    private final Time time;
    private final Deque<Duration> givenUp = new ArrayDeque<>();
    private final Map<Integer, Deque<Loss>> losses = new HashMap<>();
    private final Map<Integer, Pause> pauses = new HashMap<>();
    private final Set<String> expected = new HashSet<>();

    Churn(Time time) {
        this.time = time;
    }

    /** A machine that may still live is being replaced. */
    synchronized void gaveUp() {
        givenUp.addLast(time.monotonic());
    }

    /** In a minute a tenth of the nodes may be given up, but at least one; what is not used is kept for three minutes. */
    synchronized Restraint.Allowance allowance(int nodes) {
        Duration begin = time.monotonic().minus(KEPT);
        while (!givenUp.isEmpty() && givenUp.getFirst().compareTo(begin) < 0) {
            givenUp.removeFirst();
        }
        int inAll = (int) KEPT.toMinutes() * Math.max(1, nodes / SHARE_OF_NODES);
        int left = Math.max(0, inAll - givenUp.size());
        return new Restraint.Allowance(left, left > 0 ? Duration.ZERO : givenUp.getFirst().minus(begin));
    }

    /** A user ends this node, so nobody fights with us for it. */
    synchronized void expects(NodeSlot slot) {
        expected.add(slot.node().value());
    }

    /** The machine of a slot ended and we did not end it; told again in each pass until it is replaced. */
    synchronized void lost(NodeSlot slot) {
        Deque<Loss> known = losses.computeIfAbsent(slot.number(), number -> new ArrayDeque<>());
        boolean told = known.stream().anyMatch(loss -> loss.attempt() == slot.attempt());
        if (told || expected.contains(slot.node().value())) {
            return;
        }
        Duration now = time.monotonic();
        known.removeIf(loss -> loss.at().plus(FIGHT).compareTo(now) < 0);
        known.addLast(new Loss(slot.attempt(), now));
        if (known.size() > MOST_LOSSES) {
            pause(slot, "its machine was ended by somebody else " + known.size() + " times within "
                    + FIGHT.toMinutes() + " min");
        }
    }

    /** An attempt of a slot failed. */
    synchronized void failed(NodeSlot slot) {
        if (slot.failures() > 0 && slot.failures() % MOST_FAILURES == 0) {
            pause(slot, "it failed " + slot.failures() + " times in a row, at last: " + slot.reason());
        }
    }

    private void pause(NodeSlot slot, String why) {
        pauses.put(slot.number(), new Pause(time.monotonic().plus(PAUSE), why));
    }

    /** The slots for which nothing is launched now, each with why and until when. */
    synchronized Map<Integer, Restraint.Pause> paused() {
        Duration now = time.monotonic();
        pauses.values().removeIf(pause -> pause.end().compareTo(now) <= 0);
        Map<Integer, Restraint.Pause> all = new HashMap<>();
        pauses.forEach((slot, pause) -> all.put(slot, new Restraint.Pause(
                pause.why() + ", so it pauses; cloudtik start <cluster.yaml> goes on at once", pause.end().minus(now))));
        return all;
    }

    /** A user wants it to be tried again. */
    synchronized void goOn() {
        pauses.clear();
        losses.clear();
    }
}
