package io.cloudtik.core.client;

import io.cloudtik.api.control.NodeOperations.Outcome;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.exec.CommandExecutor;
import io.cloudtik.core.time.Scheduler;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/** Does the same on several nodes, one after the other or at once, and tells how each went. */
final class NodeRun {

    private static final int MOST_AT_ONCE = 16;

    /** What is done on a node; answers the exit code of what ran there. */
    interface Action {
        int on(Member member, CommandExecutor executor);
    }

    private final Function<Member, CommandExecutor> connect;
    private final Scheduler scheduler;

    NodeRun(Function<Member, CommandExecutor> connect, Scheduler scheduler) {
        this.connect = connect;
        this.scheduler = scheduler;
    }

    /** On one node, whose failure is thrown. */
    Outcome one(Member member, Action action) {
        try (CommandExecutor executor = connect.apply(member)) {
            return new Outcome(member.node(), Optional.of(action.on(member, executor)), "");
        }
    }

    /** On each; a node that fails does not keep the others from it. An interrupt ends it, whatever is under way. */
    List<Outcome> each(List<Member> members, boolean parallel, Action action) {
        return parallel ? atOnce(members, action) : members.stream().map(member -> outcome(member, action)).toList();
    }

    private Outcome outcome(Member member, Action action) {
        try {
            return one(member, action);
        } catch (PlatformException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            return new Outcome(member.node(), Optional.empty(), e.getMessage());
        }
    }

    private List<Outcome> atOnce(List<Member> members, Action action) {
        Map<Member, Outcome> outcomes = new ConcurrentHashMap<>();
        CountDownLatch left = new CountDownLatch(members.size());
        try (Scheduler.Pool pool = scheduler.pool("nodes", Math.min(MOST_AT_ONCE, members.size()))) {
            for (Member member : members) {
                pool.execute(() -> {
                    try {
                        outcomes.put(member, outcome(member, action));
                    } finally {
                        left.countDown();
                    }
                });
            }
            left.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException(Kind.UNKNOWN, "interrupted while " + left.getCount() + " nodes were at it", e);
        }
        return members.stream()
                .map(member -> outcomes.getOrDefault(
                        member, new Outcome(member.node(), Optional.empty(), "a defect ended it; see the log")))
                .toList();
    }
}
