package io.cloudtik.contracts.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.state.Durability;
import io.cloudtik.api.spi.state.StateKey;
import io.cloudtik.api.spi.state.StateStore;
import io.cloudtik.api.spi.state.StateValue;
import io.cloudtik.contracts.time.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What every state store must do. */
public abstract class StateStoreContract {

    private static final StateKey SLOT = StateKey.durable("slot", "worker-1");
    private static final StateKey BEAT = StateKey.ofVolatile("heartbeat", "node-1");
    private static final StateKey EVENTS = StateKey.ofVolatile("node-event", "node-1");
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofMinutes(10);

    /** The store of this test, empty at its beginning; the same state at each call. */
    protected abstract StateStore store();

    /** Another controller's view of the same state; by default the same object. */
    protected StateStore otherStore() {
        return store();
    }

    /** Lets a time pass by which values expire. By default it passes by itself, and is awaited. */
    protected void letPass(Duration time) {}

    @Test
    void aKeyNeverWrittenIsEmpty() {
        assertThat(store().get(SLOT)).isEmpty();
        assertThat(store().get(BEAT)).isEmpty();
        assertThat(store().entries(EVENTS)).isEmpty();
        assertThat(store().list(Durability.DURABLE, "slot")).isEmpty();
        assertThat(store().list(Durability.VOLATILE, "heartbeat")).isEmpty();
    }

    @Test
    void countsTheVersionsOfADurableValueFromOne() {
        assertThat(store().compareAndSet(SLOT, "planned", 0, 1)).isEqualTo(1);
        assertThat(store().compareAndSet(SLOT, "launched", 1, 1)).isEqualTo(2);

        assertThat(store().get(SLOT)).contains(new StateValue("launched", 2));
        assertThat(otherStore().get(SLOT)).contains(new StateValue("launched", 2));
    }

    @Test
    void refusesToCreateWhatExists() {
        store().compareAndSet(SLOT, "first", 0, 1);

        assertConflict(() -> otherStore().compareAndSet(SLOT, "second", 0, 1));

        assertThat(store().get(SLOT)).contains(new StateValue("first", 1));
    }

    @Test
    void refusesAVersionThatIsNotTheLatest() {
        store().compareAndSet(SLOT, "first", 0, 1);
        store().compareAndSet(SLOT, "second", 1, 1);

        assertConflict(() -> store().compareAndSet(SLOT, "late", 1, 1));
        assertConflict(() -> store().compareAndSet(SLOT, "early", 3, 1));

        assertThat(store().get(SLOT)).contains(new StateValue("second", 2));
    }

    @Test
    void refusesToChangeWhatDoesNotExist() {
        assertConflict(() -> store().compareAndSet(SLOT, "second", 1, 1));

        assertThat(store().get(SLOT)).isEmpty();
    }

    @Test
    void keepsTextsAsTheyAre() {
        for (String text : List.of("", " ", "{\"a\":\"b\\n\"}", "two\nlines\r\n", "Ünïcødé 日本 🚀", "\u0000\u0001", "x".repeat(1 << 20))) {
            StateKey key = StateKey.durable("text", "t" + text.hashCode());
            store().compareAndSet(key, text, 0, 1);
            store().put(BEAT, text, LONG);
            store().append(EVENTS, text, 1);

            assertThat(store().get(key).orElseThrow().text()).isEqualTo(text);
            assertThat(store().get(BEAT).orElseThrow().text()).isEqualTo(text);
            assertThat(store().entries(EVENTS)).containsExactly(text);
        }
    }

    @Test
    void everyEpochIsHigherThanTheOneBefore() {
        long first = store().nextEpoch();
        long second = otherStore().nextEpoch();

        assertThat(first).isPositive();
        assertThat(second).isEqualTo(first + 1);
    }

    @Test
    void refusesAWriterWhoseReignIsOver() {
        long old = store().nextEpoch();
        store().compareAndSet(SLOT, "by the old one", 0, old);
        long current = otherStore().nextEpoch();

        assertConflict(() -> store().compareAndSet(SLOT, "too late", 1, old));
        assertConflict(() -> store().delete(SLOT, 1, old));

        assertThat(otherStore().compareAndSet(SLOT, "by the new one", 1, current)).isEqualTo(2);
    }

    @Test
    void aWriteUnderAHigherEpochEndsTheReignsBelow() {
        long old = store().nextEpoch();
        otherStore().compareAndSet(StateKey.durable("slot", "other"), "text", 0, old + 5);

        assertConflict(() -> store().compareAndSet(SLOT, "too late", 0, old + 4));

        assertThat(store().nextEpoch()).isEqualTo(old + 6);
    }

    @Test
    void aRefusedWriteDoesNotRaiseTheEpoch() {
        long current = store().nextEpoch();

        assertConflict(() -> store().compareAndSet(SLOT, "text", 7, current + 5));

        assertThat(store().compareAndSet(SLOT, "text", 0, current)).isEqualTo(1);
    }

    @Test
    void deletesOnlyTheExpectedVersion() {
        store().compareAndSet(SLOT, "first", 0, 1);
        store().compareAndSet(SLOT, "second", 1, 1);

        assertConflict(() -> store().delete(SLOT, 1, 1));
        assertConflict(() -> store().delete(SLOT, 0, 1));
        store().delete(SLOT, 2, 1);

        assertThat(store().get(SLOT)).isEmpty();
        assertThat(store().list(Durability.DURABLE, "slot")).isEmpty();
        assertThat(store().compareAndSet(SLOT, "again", 0, 1)).isEqualTo(1);
    }

    @Test
    void deletingWhatIsAbsentSucceedsOnlyIfThatWasExpected() {
        assertThatCode(() -> store().delete(SLOT, 0, 1)).doesNotThrowAnyException();
        assertConflict(() -> store().delete(SLOT, 1, 1));
    }

    @Test
    void oneOfTwoRacingWritersWinsEachRound() throws Exception {
        int rounds = 100;
        CyclicBarrier start = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<Integer>> wins = new ArrayList<>();
            for (StateStore racer : List.of(store(), otherStore())) {
                Callable<Integer> race = () -> winsOf(racer, rounds, start);
                wins.add(threads.submit(race));
            }

            assertThat(wins.get(0).get() + wins.get(1).get()).isEqualTo(rounds);
            assertThat(store().get(SLOT).orElseThrow().version()).isEqualTo(rounds);
        } finally {
            threads.shutdownNow();
        }
    }

    private static int winsOf(StateStore store, int rounds, CyclicBarrier start) throws Exception {
        int wins = 0;
        for (int round = 0; round < rounds; round++) {
            start.await();
            try {
                store.compareAndSet(SLOT, "round " + round, round, 1);
                wins++;
            } catch (PlatformException e) {
                assertThat(e.kind()).isEqualTo(Kind.CONFLICT);
            }
        }
        return wins;
    }

    @Test
    void listsATableAndNothingElse() {
        store().compareAndSet(SLOT, "one", 0, 1);
        store().compareAndSet(StateKey.durable("slot", "worker-2"), "two", 0, 1);
        store().compareAndSet(StateKey.durable("slot-history", "worker-1"), "not this", 0, 1);
        store().compareAndSet(StateKey.durable("plan", "worker-1"), "nor this", 0, 1);
        store().put(StateKey.ofVolatile("slot", "worker-3"), "nor that", LONG);

        assertThat(store().list(Durability.DURABLE, "slot"))
                .containsOnlyKeys("worker-1", "worker-2")
                .containsEntry("worker-2", new StateValue("two", 1));
        assertThat(store().list(Durability.VOLATILE, "slot")).containsOnlyKeys("worker-3");
    }

    @Test
    void listsThousandsOfVolatileValues() {
        for (int node = 0; node < 2_000; node++) {
            store().put(StateKey.ofVolatile("heartbeat", "node-" + node), "beat " + node, LONG);
        }

        assertThat(store().list(Durability.VOLATILE, "heartbeat"))
                .hasSize(2_000)
                .containsEntry("node-1999", new StateValue("beat 1999", 1));
    }

    @Test
    void tellsKeysApartThatLookAlike() {
        List<String> ids = List.of("a", "A", "a.b", "a-b", "a_b", "a.b.c", ".", "..", "-", "x".repeat(128));
        ids.forEach(id -> store().compareAndSet(StateKey.durable("thing", id), "text of " + id, 0, 1));
        ids.forEach(id -> store().put(StateKey.ofVolatile("thing", id), "beat of " + id, LONG));

        for (String id : ids) {
            assertThat(store().get(StateKey.durable("thing", id)).orElseThrow().text()).isEqualTo("text of " + id);
            assertThat(store().get(StateKey.ofVolatile("thing", id)).orElseThrow().text()).isEqualTo("beat of " + id);
        }
        assertThat(store().list(Durability.DURABLE, "thing")).containsOnlyKeys(ids);
        assertThat(store().list(Durability.VOLATILE, "thing")).containsOnlyKeys(ids);
    }

    @Test
    void aVolatileValueIsReplacedAndItsWritesAreCounted() {
        store().put(BEAT, "first", LONG);
        otherStore().put(BEAT, "second", LONG);

        assertThat(store().get(BEAT)).contains(new StateValue("second", 2));
    }

    @Test
    void aVolatileValueDisappearsAfterItsTime() {
        store().put(StateKey.ofVolatile("heartbeat", "node-2"), "beat", LONG);
        // On a busy machine its time may be over before it is read for the first time.
        Eventually.await("the value is there", Duration.ofSeconds(5), () -> {
            store().put(BEAT, "beat", SHORT);
            return store().get(BEAT).isPresent();
        });

        letPass(SHORT);
        Eventually.await("the value expires", Duration.ofSeconds(5), () -> store().get(BEAT).isEmpty());

        assertThat(store().list(Durability.VOLATILE, "heartbeat")).containsOnlyKeys("node-2");
    }

    @Test
    void aVolatileValuePutAgainLivesOn() {
        StateKey other = StateKey.ofVolatile("heartbeat", "node-2");
        store().put(BEAT, "first", SHORT);
        store().put(BEAT, "second", LONG);
        store().put(other, "beat", SHORT);

        letPass(SHORT);
        Eventually.await("the other value expires", Duration.ofSeconds(5), () -> store().get(other).isEmpty());

        assertThat(store().get(BEAT).map(StateValue::text)).contains("second");
    }

    @Test
    void keepsTheNewestEntriesOfAListInOrder() {
        IntStream.rangeClosed(1, 7).forEach(number -> store().append(EVENTS, "event " + number, 3));

        assertThat(otherStore().entries(EVENTS)).containsExactly("event 5", "event 6", "event 7");
    }

    @Test
    void keepsEqualEntriesOfAList() {
        store().append(EVENTS, "same", 10);
        store().append(EVENTS, "same", 10);

        assertThat(store().entries(EVENTS)).containsExactly("same", "same");
    }

    @Test
    void aListIsNoValue() {
        store().append(EVENTS, "event", 10);

        assertThat(store().get(EVENTS)).isEmpty();
        assertThat(store().list(Durability.VOLATILE, "node-event")).isEmpty();
    }

    @Test
    void refusesKeysOfTheOtherKind() {
        assertThatIllegalArgumentException().isThrownBy(() -> store().put(SLOT, "text", LONG));
        assertThatIllegalArgumentException().isThrownBy(() -> store().append(SLOT, "text", 1));
        assertThatIllegalArgumentException().isThrownBy(() -> store().entries(SLOT));
        assertThatIllegalArgumentException().isThrownBy(() -> store().compareAndSet(BEAT, "text", 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> store().delete(BEAT, 0, 1));
    }

    @Test
    void refusesALifeAndALimitOfNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> store().put(BEAT, "text", Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> store().append(EVENTS, "text", 0));
    }

    private static void assertConflict(ThrowingCallable write) {
        assertThatThrownBy(write)
                .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFLICT));
    }
}
