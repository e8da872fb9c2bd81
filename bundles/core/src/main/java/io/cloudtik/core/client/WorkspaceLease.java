package io.cloudtik.core.client;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.model.cluster.ClusterName;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.provider.WorkspaceStore;
import io.cloudtik.core.time.Scheduler;
import io.cloudtik.core.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to bring one cluster up or down, held in the workspace's store. It is renewed while it is held and ends by
 * itself soon after its holder does.
 */
final class WorkspaceLease implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WorkspaceLease.class);
    private static final Duration LIFETIME = Duration.ofSeconds(30);
    private static final Duration RENEWAL = Duration.ofSeconds(10);

    private record Holder(String name, Instant since, Instant until) {}

    private final WorkspaceStore store;
    private final RecordCodec codec;
    private final Time time;
    private final String key;
    private final String name;
    private final Instant since;
    private final Scheduler.Repetition renewal;
    private Duration lastRenewed;
    private boolean isTaken;

    /** @throws PlatformException CONFLICT if somebody else holds it; says who, and since when */
    static WorkspaceLease acquire(
            WorkspaceStore store, RecordCodec codec, ClusterName cluster, Caller caller, Time time, Scheduler scheduler) {
        String key = "leases/" + cluster;
        Optional<WorkspaceStore.Entry> held = store.get(key);
        if (held.isPresent()) {
            Holder holder = codec.decode(held.get().value(), Holder.class);
            if (holder.until().isAfter(time.now()) && !caller.hasEnded(holder.name())) {
                throw taken(cluster, holder);
            }
        }
        Instant now = time.now();
        try {
            store.put(
                    key,
                    codec.encode(new Holder(caller.name(), now, now.plus(LIFETIME))),
                    held.map(WorkspaceStore.Entry::version));
            return new WorkspaceLease(store, codec, time, key, caller.name(), now, scheduler);
        } catch (PlatformException e) {
            if (e.kind() != Kind.CONFLICT) {
                throw e;
            }
            throw store.get(key)
                    .map(entry -> taken(cluster, codec.decode(entry.value(), Holder.class)))
                    .orElse(e);
        }
    }

    /** Who holds it now, and since when, in words; empty if nobody does. */
    static Optional<String> holder(
            WorkspaceStore store, RecordCodec codec, ClusterName cluster, Caller caller, Time time) {
        try {
            return store.get("leases/" + cluster)
                    .map(entry -> codec.decode(entry.value(), Holder.class))
                    .filter(holder -> holder.until().isAfter(time.now()) && !caller.hasEnded(holder.name()))
                    .map(holder -> holder.name() + ", since " + holder.since());
        } catch (PlatformException e) {
            if (e.kind() == Kind.NOT_FOUND) {
                return Optional.empty(); // There is no workspace, so there is no lease in it.
            }
            throw e;
        }
    }

    private static PlatformException taken(ClusterName cluster, Holder holder) {
        return new PlatformException(Kind.CONFLICT,
                        "cluster '" + cluster + "' is being brought up or down by " + holder.name() + ", since "
                                + holder.since())
                .withRemedy("wait until that is done, then try again");
    }

    private WorkspaceLease(
            WorkspaceStore store,
            RecordCodec codec,
            Time time,
            String key,
            String name,
            Instant since,
            Scheduler scheduler) {
        this.store = store;
        this.codec = codec;
        this.time = time;
        this.key = key;
        this.name = name;
        this.since = since;
        this.lastRenewed = time.monotonic();
        this.renewal = scheduler.repeat("lease", RENEWAL, this::renew);
    }

    private synchronized void renew() {
        try {
            Duration asked = time.monotonic();
            Optional<WorkspaceStore.Entry> found = mine();
            if (found.isEmpty()) {
                isTaken = true;
                throw new PlatformException(Kind.CONFLICT, "somebody else has taken it");
            }
            WorkspaceStore.Entry mine = found.get();
            store.put(key, codec.encode(new Holder(name, since, time.now().plus(LIFETIME))), Optional.of(mine.version()));
            lastRenewed = asked;
        } catch (PlatformException e) {
            log.warn("the lease {} was not renewed: {}", key, e.getMessage());
        }
    }

    /**
     * Asked before each step that changes something: whoever has lost the lease must not go on.
     *
     * @throws PlatformException CONFLICT if somebody else has taken it, UNAVAILABLE if it could not be renewed for so long
     *     that somebody may
     */
    synchronized void check() {
        if (isTaken) {
            throw new PlatformException(Kind.CONFLICT, "somebody else has begun to bring this cluster up or down meanwhile")
                    .withRemedy("wait until that is done, then run this again");
        }
        if (time.monotonic().minus(lastRenewed).compareTo(LIFETIME) > 0) {
            throw new PlatformException(Kind.UNAVAILABLE, "the right to change this cluster could not be renewed for "
                            + time.monotonic().minus(lastRenewed).toSeconds() + " s, so somebody else may hold it now")
                    .withRemedy("look why the workspace's store does not answer, then run this again");
        }
    }

    /** Read anew each time: a write whose answer was lost has changed the version all the same. */
    private Optional<WorkspaceStore.Entry> mine() {
        return store.get(key).filter(entry -> {
            Holder holder = codec.decode(entry.value(), Holder.class);
            return holder.name().equals(name) && holder.since().equals(since);
        });
    }

    @Override
    public void close() {
        renewal.close();
        synchronized (this) {
            try {
                mine().ifPresent(entry -> store.delete(key, entry.version()));
            } catch (PlatformException e) {
                log.warn("the lease {} stays until it ends by itself: {}", key, e.getMessage());
            }
        }
    }
}
