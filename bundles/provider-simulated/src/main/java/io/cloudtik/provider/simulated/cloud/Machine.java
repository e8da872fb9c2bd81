package io.cloudtik.provider.simulated.cloud;

import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.CloudNode.State;
import io.cloudtik.api.spi.provider.LaunchRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A machine as it truly is. Its state is a function of time: nothing has to happen in the cloud for a machine to run or to
 * end.
 *
 * @param ending what ends it, possibly in the future; empty as long as nothing does
 */
public record Machine(
        String id,
        String token,
        String name,
        Map<String, String> tags,
        Offering offering,
        String address,
        Instant launchedAt,
        Fate fate,
        Optional<Ending> ending) {

    private static final Duration REMEMBERED = Duration.ofHours(1);

    /**
     * @param noticeAt when the cloud begins to tell
     * @param at when the machine stops working
     * @param overAt when it is gone and costs no more
     */
    record Ending(Instant noticeAt, Instant at, Instant overAt, String reason) {}

    static Machine of(LaunchRequest request, String id, Offering offering, String address, Instant now, Fate fate) {
        return new Machine(id, request.token(), request.name(), request.tags(), offering, address, now, fate, Optional.empty());
    }

    public State stateAt(Instant now) {
        if (ending.isPresent() && !now.isBefore(ending.get().at())) {
            return now.isBefore(ending.get().overAt()) ? State.STOPPING : State.TERMINATED;
        }
        return now.isBefore(fate.runsAt()) ? State.PENDING : State.RUNNING;
    }

    public boolean isAliveAt(Instant now) {
        return stateAt(now).isAlive();
    }

    /** Whether it runs and answers over the network. */
    public boolean isReachableAt(Instant now) {
        return fate.reachable() && stateAt(now) == State.RUNNING;
    }

    /** Why it ends, or will; empty before the cloud tells. */
    public String reasonAt(Instant now) {
        return ending.filter(end -> !now.isBefore(end.noticeAt())).map(Ending::reason).orElse("");
    }

    /** How long it has cost money until now. */
    public Duration billedUntil(Instant now) {
        Instant end = ending.map(Ending::overAt).filter(over -> over.isBefore(now)).orElse(now);
        return Duration.between(launchedAt, end);
    }

    /** As the launch and direct questions show it: without lag. */
    CloudNode nodeAt(Instant now) {
        State state = stateAt(now);
        return new CloudNode(id, state, state == State.PENDING ? "" : address, tags, launchedAt, reasonAt(now));
    }

    /** As a listing shows it: late, and no more when it ended long ago. */
    Optional<CloudNode> listedAt(Instant now) {
        Instant seen = now.minus(fate.lag());
        boolean forgotten = ending.map(end -> seen.isAfter(end.overAt().plus(REMEMBERED))).orElse(false);
        return seen.isBefore(launchedAt) || forgotten ? Optional.empty() : Optional.of(nodeAt(seen));
    }

    /** The same, ended by somebody; a machine that ends already ends as it does. */
    Machine endedAt(Instant now, String reason) {
        return isAliveAt(now) ? doomed(now, now, reason) : this;
    }

    Machine doomed(Instant noticeAt, Instant at, String reason) {
        return ending(Optional.of(new Ending(noticeAt, at, at.plus(fate.endTakes()), reason)), fate);
    }

    /** The same without what would have befallen it later. */
    Machine mendedAt(Instant now) {
        return isAliveAt(now) ? ending(Optional.empty(), fate.mended(now)) : this;
    }

    private Machine ending(Optional<Ending> other, Fate otherFate) {
        return new Machine(id, token, name, tags, offering, address, launchedAt, otherFate, other);
    }
}
