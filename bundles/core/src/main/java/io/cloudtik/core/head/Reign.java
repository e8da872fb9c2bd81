package io.cloudtik.core.head;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.state.StateAddress;
import io.cloudtik.api.spi.state.StateBackend;
import io.cloudtik.api.spi.state.StateKey;
import io.cloudtik.api.spi.state.StateStore;
import io.cloudtik.core.time.Time;
import java.time.Duration;

/**
 * What a controller holds as long as it controls its cluster: the shared state, and the epoch that each of its writes bears,
 * so that whoever controlled the cluster before is refused. A reign that is over never begins again. Thread-safe.
 */
final class Reign implements AutoCloseable {

    /** Never written: to delete what is absent changes nothing, and is refused like any write if the epoch is too low. */
    private static final StateKey NOTHING = StateKey.durable("reign", "nothing");

    /** The store's own deadline: an answer that seems to have taken longer is as old as a pause of ours. */
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);

    private final StateAddress address;
    private final StateStore store;
    private final long epoch;
    private final Time time;
    private volatile boolean over;

    private Reign(StateAddress address, StateStore store, long epoch, Time time) {
        this.address = address;
        this.store = store;
        this.epoch = epoch;
        this.time = time;
    }

    /**
     * Takes the next epoch.
     *
     * @param last an epoch that is known to have been: a state that was lost begins to count anew, and an earlier
     *     controller would be above this one
     */
    static Reign begin(StateBackend backend, StateAddress address, Time time, long last) {
        StateStore store = backend.open(address);
        try {
            long epoch = store.nextEpoch();
            if (epoch <= last) {
                store.delete(NOTHING, 0, last);
                epoch = store.nextEpoch();
            }
            return new Reign(address, store, epoch, time);
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /**
     * Asks the store whether this is still the controller, to be called before each change to the world. Asks again if this
     * process was paused meanwhile, since another one may have taken over during the pause.
     *
     * @throws PlatformException CONFLICT if another controller has taken over, what the store says if it does not answer: then
     *     nothing may be changed either
     */
    void confirm() {
        Duration asked;
        do {
            asked = time.monotonic();
            if (over) {
                throw isOver();
            }
            ask();
        } while (time.monotonic().minus(asked).compareTo(LONGEST_ANSWER) > 0);
    }

    private void ask() {
        try {
            store.delete(NOTHING, 0, epoch);
        } catch (PlatformException e) {
            if (e.kind() == Kind.CONFLICT) {
                over = true;
                throw isOver();
            }
            throw e;
        }
    }

    private PlatformException isOver() {
        return new PlatformException(Kind.CONFLICT, "another controller of this cluster has taken over: the epoch of this one, "
                        + epoch + ", has passed, and it changes nothing any more")
                .withRemedy("end this container, unless the other one should not be");
    }

    StateAddress address() {
        return address;
    }

    StateStore store() {
        return store;
    }

    long epoch() {
        return epoch;
    }

    @Override
    public void close() {
        store.close();
    }
}
