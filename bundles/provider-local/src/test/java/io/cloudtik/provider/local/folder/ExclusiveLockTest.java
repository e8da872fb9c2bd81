package io.cloudtik.provider.local.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExclusiveLockTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    @Test
    void letsOneThreadInAtATime() {
        AtomicInteger inside = new AtomicInteger();
        List<CompletableFuture<Integer>> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            threads.add(CompletableFuture.supplyAsync(() -> countInside(inside), work -> new Thread(work).start()));
        }

        assertThat(threads).allSatisfy(thread -> assertThat(thread.join()).isEqualTo(1));
    }

    private int countInside(AtomicInteger inside) {
        try {
            ExclusiveLock lock = ExclusiveLock.acquire(folder.resolve("lock"), LONG);
            try (lock) {
                int count = inside.incrementAndGet();
                Thread.yield();
                inside.decrementAndGet();
                return count;
            }
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void saysWhichFileIsHeldByOthers() throws Exception {
        Path file = folder.resolve("lock");
        ExclusiveLock held = ExclusiveLock.acquire(file, LONG);
        try (held) {
            assertThatThrownBy(() -> ExclusiveLock.acquire(file, Duration.ZERO))
                    .isInstanceOf(TimeoutException.class)
                    .hasMessage("'" + file + "' was locked by somebody else for 0 s");
        }
        ExclusiveLock.acquire(file, Duration.ZERO).close();
    }
}
