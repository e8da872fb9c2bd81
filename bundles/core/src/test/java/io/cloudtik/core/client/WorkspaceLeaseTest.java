package io.cloudtik.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.model.cluster.ClusterName;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.provider.WorkspaceStore;
import io.cloudtik.codec.json.JacksonRecordCodec;
import io.cloudtik.contracts.provider.FakeProvider;
import io.cloudtik.contracts.provider.FakeProvider.Call;
import io.cloudtik.core.time.DirectScheduler;
import io.cloudtik.core.time.ManualTime;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorkspaceLeaseTest {

    private static final ClusterName DEMO = new ClusterName("demo");
    private static final Duration LIFETIME = Duration.ofSeconds(30);

    private final FakeProvider provider = new FakeProvider();
    private final WorkspaceStore store = Stores.of(provider);
    private final ManualTime time = new ManualTime();
    private final Set<String> ended = new HashSet<>();

    @Test
    void tellsTheLoserWhoHoldsItAndSinceWhen() {
        acquire("ann@laptop, process 1", new DirectScheduler());
        time.advance(Duration.ofSeconds(3));

        assertThatThrownBy(() -> acquire("bob@desk, process 2", new DirectScheduler()))
                .isInstanceOfSatisfying(PlatformException.class, refusal -> {
                    assertThat(refusal.kind()).isEqualTo(Kind.CONFLICT);
                    assertThat(refusal).hasMessage("cluster 'demo' is being brought up or down by "
                            + "ann@laptop, process 1, since 2026-01-01T00:00:00Z");
                    assertThat(refusal.remedy()).isPresent();
                });
    }

    @Test
    void tellsTheLoserOfARaceForAFreeLeaseTheSame() {
        WorkspaceStore slow = new WorkspaceStore() {
            @Override
            public Optional<Entry> get(String key) {
                return store.get(key);
            }

            @Override
            public Entry put(String key, String value, Optional<String> expectedVersion) {
                acquire("ann", new DirectScheduler());
                return store.put(key, value, expectedVersion);
            }

            @Override
            public void delete(String key, String expectedVersion) {
                store.delete(key, expectedVersion);
            }

            @Override
            public List<String> list(String prefix) {
                return store.list(prefix);
            }
        };

        assertThatThrownBy(() -> WorkspaceLease.acquire(
                        slow, new JacksonRecordCodec(), DEMO, caller("bob"), time, new DirectScheduler()))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("is being brought up or down by ann, since");
    }

    @Test
    void leavesOtherClustersAlone() {
        acquire("ann", new DirectScheduler());

        try (WorkspaceLease other = WorkspaceLease.acquire(
                store, new JacksonRecordCodec(), new ClusterName("other"), caller("bob"), time, new DirectScheduler())) {
            assertThat(other).isNotNull();
        }
    }

    @Test
    void takesALeaseThatHasExpired() {
        acquire("ann", new DirectScheduler());
        time.advance(LIFETIME.minusMillis(1));
        refuses("bob");

        time.advance(Duration.ofMillis(1));
        acquire("bob", new DirectScheduler());
        refuses("carol");
    }

    @Test
    void takesTheLeaseOfAProcessThatHasEndedAtOnce() {
        acquire("ann", new DirectScheduler());
        ended.add("ann");

        acquire("bob", new DirectScheduler());
        refuses("carol");
    }

    @Test
    void keepsALeaseThatIsRenewedHoweverLongItLasts() {
        DirectScheduler scheduler = new DirectScheduler();
        acquire("ann", scheduler);

        for (int i = 0; i < 10; i++) {
            time.advance(Duration.ofSeconds(20));
            scheduler.trigger("lease");
            refuses("bob");
        }
    }

    @Test
    void outlivesARenewalThatFails() {
        DirectScheduler scheduler = new DirectScheduler();
        acquire("ann", scheduler);
        time.advance(Duration.ofSeconds(10));
        provider.failNext(Call.STORE, Kind.UNAVAILABLE, 1);
        scheduler.trigger("lease");

        time.advance(Duration.ofSeconds(10));
        scheduler.trigger("lease");

        time.advance(Duration.ofSeconds(20));
        refuses("bob");
    }

    @Test
    void isRenewedAfterAWriteWhoseAnswerWasLost() {
        AnswerLosingStore losing = new AnswerLosingStore(store);
        DirectScheduler scheduler = new DirectScheduler();
        try (WorkspaceLease lease = WorkspaceLease.acquire(
                losing, new JacksonRecordCodec(), DEMO, caller("ann"), time, scheduler)) {
            assertThat(lease).isNotNull();
            losing.loseNextAnswer();
            scheduler.trigger("lease");

            time.advance(Duration.ofSeconds(20));
            scheduler.trigger("lease");
            time.advance(Duration.ofSeconds(20));
            refuses("bob");
        }
        acquire("bob", new DirectScheduler());
    }

    @Test
    void neverTakesBackWhatSomebodyElseHasTaken() {
        DirectScheduler scheduler = new DirectScheduler();
        WorkspaceLease late = acquire("ann", scheduler);
        time.advance(LIFETIME);
        acquire("bob", new DirectScheduler());

        scheduler.trigger("lease");
        late.close();

        assertThatThrownBy(() -> acquire("carol", new DirectScheduler())).hasMessageContaining("by bob, since");
    }

    @Test
    void endsWhatIsDoneUnderItWhenSomebodyElseHasTakenIt() {
        DirectScheduler scheduler = new DirectScheduler();
        WorkspaceLease lease = acquire("ann", scheduler);
        lease.check();
        time.advance(Duration.ofSeconds(31));
        acquire("bob", new DirectScheduler());
        scheduler.trigger("lease");

        assertThatThrownBy(lease::check).isInstanceOfSatisfying(
                PlatformException.class, lost -> assertThat(lost.kind()).isEqualTo(Kind.CONFLICT));
    }

    @Test
    void endsWhatIsDoneUnderItWhenItCouldNotBeRenewedForItsLifetime() {
        WorkspaceLease lease = acquire("ann", new DirectScheduler());
        time.advance(Duration.ofSeconds(30));
        lease.check();
        time.advance(Duration.ofSeconds(1));

        assertThatThrownBy(lease::check).hasMessageContaining("could not be renewed for 31 s")
                .isInstanceOfSatisfying(PlatformException.class, lost -> assertThat(lost.kind()).isEqualTo(Kind.UNAVAILABLE));
    }

    @Test
    void isFreeOnceClosedAndRenewedNoMore() {
        DirectScheduler scheduler = new DirectScheduler();

        acquire("ann", scheduler).close();

        assertThat(scheduler.open()).isEmpty();
        assertThat(store.list("leases/")).isEmpty();
        acquire("bob", new DirectScheduler());
    }

    @Test
    void isClosedEvenIfTheStoreIsGone() {
        WorkspaceLease lease = acquire("ann", new DirectScheduler());
        provider.failNext(Call.STORE, Kind.UNAVAILABLE, 1);

        lease.close();

        refuses("bob");
    }

    private void refuses(String name) {
        assertThatThrownBy(() -> acquire(name, new DirectScheduler()))
                .isInstanceOfSatisfying(
                        PlatformException.class, refusal -> assertThat(refusal.kind()).isEqualTo(Kind.CONFLICT));
    }

    private WorkspaceLease acquire(String name, DirectScheduler scheduler) {
        return WorkspaceLease.acquire(store, new JacksonRecordCodec(), DEMO, caller(name), time, scheduler);
    }

    private Caller caller(String callerName) {
        return new Caller() {
            @Override
            public String name() {
                return callerName;
            }

            @Override
            public boolean hasEnded(String name) {
                return ended.contains(name);
            }
        };
    }

    /** Does a write and fails all the same, once it was told to. */
    private static final class AnswerLosingStore implements WorkspaceStore {

        private final WorkspaceStore store;
        private boolean loses;

        private AnswerLosingStore(WorkspaceStore store) {
            this.store = store;
        }

        private void loseNextAnswer() {
            loses = true;
        }

        @Override
        public Optional<Entry> get(String key) {
            return store.get(key);
        }

        @Override
        public Entry put(String key, String value, Optional<String> expectedVersion) {
            Entry entry = store.put(key, value, expectedVersion);
            if (loses) {
                loses = false;
                throw new PlatformException(Kind.UNKNOWN, "the answer was lost");
            }
            return entry;
        }

        @Override
        public void delete(String key, String expectedVersion) {
            store.delete(key, expectedVersion);
        }

        @Override
        public List<String> list(String prefix) {
            return store.list(prefix);
        }
    }
}
