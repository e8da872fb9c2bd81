package io.cloudtik.contracts.fault;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.spi.state.Durability;
import io.cloudtik.api.spi.state.StateKey;
import io.cloudtik.api.spi.state.StateStore;
import io.cloudtik.api.spi.state.StateValue;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The faults of a state store. After each of them a value is the old one or the new one, a reading that failed was not taken
 * for an empty store, and an epoch is never given twice.
 */
public abstract class StateStoreFaultContract extends FaultContract<StateStore, StateStoreFaultContract.Call> {

    /** The calls of {@link StateStore}. */
    public enum Call { GET, LIST, COMPARE_AND_SET, DELETE, NEXT_EPOCH, PUT, APPEND, ENTRIES }

    /** Those that change nothing. */
    public static final Set<Call> READS = Collections.unmodifiableSet(EnumSet.of(Call.GET, Call.LIST, Call.ENTRIES));

    private static final StateKey SLOT = StateKey.durable("slot", "worker-1");
    private static final StateKey BEAT = StateKey.ofVolatile("heartbeat", "node-1");
    private static final StateKey EVENTS = StateKey.ofVolatile("node-event", "node-1");
    private static final Duration LONG = Duration.ofMinutes(10);

    protected StateStoreFaultContract() {
        super("StateStore", Call.class);
    }

    @Override
    final FaultTable<Call> ruledOut() {
        Set<Call> conditional = EnumSet.of(Call.COMPARE_AND_SET, Call.DELETE);
        return FaultTable.of(Call.class)
                .cannot(CallFault.THROTTLED, "a store that is too busy answers late or not: 'deadline'")
                .cannot(CallFault.CAPACITY, "a store that is full is as one that cannot be reached: 'unreachable'")
                .cannot(CallFault.QUOTA, "a store has no account")
                .cannot(CallFault.NOT_FOUND_YET, "a read sees the latest write")
                .cannot(CallFault.CONFLICT, EnumSet.complementOf(EnumSet.copyOf(conditional)),
                        "the call expects nothing of what is there")
                // The suite itself comes with a version that is not the latest.
                .caused(CallFault.CONFLICT, conditional, () -> Cause.End.BY_ITSELF);
    }

    @Override
    final Set<Call> changing() {
        return EnumSet.complementOf(EnumSet.copyOf(READS));
    }

    @Override
    final Trial<Call> trial(StateStore store) {
        return new State(store);
    }

    private static final class State implements Trial<Call> {

        private final StateStore store;
        private long epoch;
        private long expected;
        private long given;

        State(StateStore store) {
            this.store = store;
        }

        @Override
        public void prepare(Call call, CallFault fault) {
            epoch = store.nextEpoch();
            expected = store.compareAndSet(SLOT, "first", 0, epoch);
            store.put(BEAT, "beat", LONG);
            store.append(EVENTS, "event 1", 10);
            if (fault == CallFault.CONFLICT) {
                store.compareAndSet(SLOT, "somebody else's", expected, epoch);
            }
        }

        @Override
        public Optional<Object> call(Call call) {
            switch (call) {
                case GET -> {
                    return Optional.of(store.get(SLOT));
                }
                case LIST -> {
                    return Optional.of(store.list(Durability.DURABLE, "slot"));
                }
                case ENTRIES -> {
                    return Optional.of(store.entries(EVENTS));
                }
                case COMPARE_AND_SET -> {
                    return Optional.of(store.compareAndSet(SLOT, "second", expected, epoch));
                }
                case NEXT_EPOCH -> {
                    given = store.nextEpoch();
                    return Optional.of(given);
                }
                case DELETE -> store.delete(SLOT, expected, epoch);
                case PUT -> store.put(BEAT, "later", LONG);
                case APPEND -> store.append(EVENTS, "event 2", 10);
            }
            return Optional.empty();
        }

        @Override
        public Optional<String> judge(Call call, CallFault fault, Attempt attempt) {
            if (READS.contains(call) && attempt.succeeded()) {
                Object answer = attempt.answer().orElseThrow();
                boolean empty = answer instanceof Optional<?> found ? found.isEmpty()
                        : answer instanceof Map<?, ?> table ? table.isEmpty() : ((Collection<?>) answer).isEmpty();
                if (empty) {
                    throw new AssertionError("under '" + fault.words() + "' the store says that it holds nothing; it does");
                }
                return Optional.of("answered");
            }
            return switch (fault) {
                // Whoever is refused for its password or its rights is not the store's to tell apart.
                case AUTH_EXPIRED, DENIED -> Optional.of(attempt.failedWith(Kind.UNAUTHORIZED, Kind.DENIED).name());
                // A record that fails its checksum is set aside.
                case MALFORMED -> Optional.of(attempt.failedWith(Kind.INTERNAL, Kind.UNKNOWN, Kind.UNAVAILABLE).name());
                default -> Optional.empty();
            };
        }

        @Override
        public void afterwards(Call call, CallFault fault, boolean succeeded) {
            switch (call) {
                case GET -> require(text().equals(Optional.of("first")), "the value is " + text());
                case LIST -> require(store.list(Durability.DURABLE, "slot").containsKey("worker-1"), "the table lacks its value");
                case ENTRIES -> require(store.entries(EVENTS).contains("event 1"), "the list is " + store.entries(EVENTS));
                case COMPARE_AND_SET -> afterASet(fault, succeeded);
                case DELETE -> afterADelete(fault, succeeded);
                case NEXT_EPOCH -> {
                    long next = store.nextEpoch();
                    require(next > epoch && next > given, "epoch " + next + " was given after " + Math.max(epoch, given));
                }
                case PUT -> {
                    store.put(BEAT, "latest", LONG);
                    require(store.get(BEAT).map(StateValue::text).equals(Optional.of("latest")), "the last write is not there");
                }
                case APPEND -> {
                    store.append(EVENTS, "event 3", 10);
                    List<String> entries = store.entries(EVENTS);
                    require(entries.get(0).equals("event 1") && entries.get(entries.size() - 1).equals("event 3"),
                            "the list is " + entries);
                }
            }
        }

        /** Whoever does not know whether it was written reads it. */
        private void afterASet(CallFault fault, boolean succeeded) {
            if (fault == CallFault.CONFLICT) {
                require(text().equals(Optional.of("somebody else's")), "a refused write changed the value to " + text());
                return;
            }
            require(text().equals(Optional.of("first")) && !succeeded || text().equals(Optional.of("second")), "a write in doubt left " + text());
            long version = store.get(SLOT).orElseThrow().version();
            require(store.compareAndSet(SLOT, "third", version, epoch) == version + 1, "the versions do not go on by one");
        }

        private void afterADelete(CallFault fault, boolean succeeded) {
            if (fault == CallFault.CONFLICT) {
                require(text().isPresent(), "a refused removal removed the value");
                return;
            }
            require(!succeeded || text().isEmpty(), "a removal that was promised did not come");
            store.get(SLOT).ifPresent(left -> store.delete(SLOT, left.version(), epoch));
            require(text().isEmpty(), "the removed value is still there");
        }

        private Optional<String> text() {
            return store.get(SLOT).map(StateValue::text);
        }

        private static void require(boolean holds, String otherwise) {
            if (!holds) {
                throw new AssertionError("after the fault was over: " + otherwise);
            }
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
