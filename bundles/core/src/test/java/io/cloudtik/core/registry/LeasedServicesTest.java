package io.cloudtik.core.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.cloudtik.contracts.time.Eventually;
import io.cloudtik.core.role.SystemTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.Version;

@Timeout(120)
class LeasedServicesTest {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Version ONE = new Version(1, 0, 0);
    private static final Version TWO = new Version(2, 0, 0);

    private final LeasedServices<String> services = new LeasedServices<>("provider", LONG, new SystemTime());
    private final List<Thread> threads = new ArrayList<>();

    @AfterEach
    void endThreads() throws InterruptedException {
        for (Thread thread : threads) {
            thread.interrupt();
            thread.join();
        }
    }

    @Test
    void leasesTheHighestVersionWhateverTheOrderTheyCameIn() {
        services.add("aws", TWO, "two");
        services.add("aws", new Version(10, 0, 0), "ten");
        services.add("aws", ONE, "one");

        assertThat(leased("aws")).isEqualTo("ten");
    }

    @Test
    void leasesNothingWhereNothingIs() {
        assertThat(services.lease("aws")).isEmpty();
        assertThat(services.names()).isEmpty();
    }

    @Test
    void namesWhatIsThereInTheOrderOfTheAlphabet() {
        services.add("local", ONE, "local");
        services.add("aws", ONE, "aws");

        assertThat(services.names()).containsExactly("aws", "local");
    }

    @Test
    void removesAnUnusedServiceAtOnceAndFallsBackToTheNextVersion() {
        services.add("aws", ONE, "one");
        services.add("aws", TWO, "two");

        services.remove("aws", "two");
        assertThat(leased("aws")).isEqualTo("one");

        services.remove("aws", "one");
        assertThat(services.lease("aws")).isEmpty();
        assertThat(services.names()).isEmpty();
    }

    @Test
    void takesTheRemovalOfWhatIsNotThereForDone() {
        services.add("aws", ONE, "one");

        services.remove("gcp", "one");
        services.remove("aws", "another");

        assertThat(leased("aws")).isEqualTo("one");
    }

    @Test
    void letsARemovalWaitForALeaseInUseWhileNewOnesGoToTheNextVersion() {
        services.add("aws", ONE, "one");
        services.add("aws", TWO, "two");
        Lease<String> inUse = services.lease("aws").orElseThrow();

        Thread removal = start(() -> services.remove("aws", "two"));
        awaitWaiting(removal);

        assertThat(leased("aws")).isEqualTo("one");
        assertThat(inUse.service()).isEqualTo("two");
        inUse.close();
        awaitEnd(removal);
    }

    @Test
    void countsLeases() {
        services.add("aws", ONE, "one");
        Lease<String> first = services.lease("aws").orElseThrow();
        Lease<String> second = services.lease("aws").orElseThrow();
        Thread removal = start(() -> services.remove("aws", "one"));
        awaitWaiting(removal);

        first.close();
        first.close();
        awaitWaiting(removal);
        assertThat(removal.isAlive()).isTrue();

        second.close();
        awaitEnd(removal);
    }

    @Test
    void doesNotNameAServiceThatIsBeingRemoved() {
        services.add("aws", ONE, "one");
        Lease<String> inUse = services.lease("aws").orElseThrow();
        Thread removal = start(() -> services.remove("aws", "one"));
        awaitWaiting(removal);

        assertThat(services.names()).isEmpty();
        assertThat(services.lease("aws")).isEmpty();

        inUse.close();
        awaitEnd(removal);
    }

    @Test
    void keepsAServiceThatCameWhileAnotherOfItsNameWasGoing() {
        services.add("aws", ONE, "one");
        services.add("aws", TWO, "two");
        Lease<String> inUse = services.lease("aws").orElseThrow();
        Thread removal = start(() -> services.remove("aws", "two"));
        awaitWaiting(removal);

        services.remove("aws", "one");
        services.add("aws", new Version(3, 0, 0), "three");
        inUse.close();
        awaitEnd(removal);

        assertThat(leased("aws")).isEqualTo("three");
    }

    @Test
    void givesUpWaitingForALeaseThatIsNeverClosed() {
        LeasedServices<String> impatient = new LeasedServices<>("provider", Duration.ofMillis(20), new SystemTime());
        impatient.add("aws", ONE, "one");
        Lease<String> kept = impatient.lease("aws").orElseThrow();

        assertTimeoutPreemptively(SOON, () -> impatient.remove("aws", "one"));

        assertThat(impatient.lease("aws")).isEmpty();
        assertThat(kept.service()).isEqualTo("one");
    }

    @Test
    void endsAWaitThatIsInterruptedAndKeepsTheInterrupt() {
        services.add("aws", ONE, "one");
        services.lease("aws").orElseThrow();
        AtomicInteger interrupts = new AtomicInteger();
        Thread removal = start(() -> {
            services.remove("aws", "one");
            interrupts.set(Thread.currentThread().isInterrupted() ? 1 : 0);
        });
        awaitWaiting(removal);

        removal.interrupt();

        awaitEnd(removal);
        assertThat(interrupts).hasValue(1);
    }

    @Test
    void losesNoCallWhileServicesAreReplacedUnderIt() throws InterruptedException {
        AtomicInteger lost = new AtomicInteger();
        AtomicInteger goneInUse = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(1);
        LeasedServices<AtomicInteger> replaced = new LeasedServices<>("provider", LONG, new SystemTime());
        AtomicInteger current = new AtomicInteger();
        replaced.add("aws", ONE, current);
        for (int i = 0; i < 3; i++) {
            start(() -> {
                while (done.getCount() > 0) {
                    replaced.lease("aws").ifPresentOrElse(lease -> {
                        try (lease) {
                            lease.service().incrementAndGet();
                            lease.service().decrementAndGet();
                        }
                    }, lost::incrementAndGet);
                }
            });
        }

        for (int version = 2; version < 300; version++) {
            AtomicInteger next = new AtomicInteger();
            replaced.add("aws", new Version(version, 0, 0), next);
            replaced.remove("aws", current);
            if (current.get() != 0) {
                goneInUse.incrementAndGet();
            }
            current = next;
        }
        done.countDown();

        assertThat(lost).hasValue(0);
        assertThat(goneInUse).hasValue(0);
    }

    private String leased(String name) {
        try (Lease<String> lease = services.lease(name).orElseThrow()) {
            return lease.service();
        }
    }

    private Thread start(Runnable task) {
        Thread thread = new Thread(task, "leased-services-test");
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
        return thread;
    }

    private static void awaitWaiting(Thread thread) {
        Eventually.await("the removal waits", SOON, () -> thread.getState() == Thread.State.TIMED_WAITING);
    }

    private static void awaitEnd(Thread thread) {
        Eventually.await("the removal is done", SOON, () -> !thread.isAlive());
    }
}
