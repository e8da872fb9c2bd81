package io.cloudtik.core.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What happened in a world, for people. Kept only where somebody will read it. */
final class History {

    private final boolean kept;
    private final Supplier<Duration> now;
    private final List<String> lines = new ArrayList<>();

    History(boolean kept, Supplier<Duration> now) {
        this.kept = kept;
        this.now = now;
    }

    boolean isKept() {
        return kept;
    }

    void tell(String who, Supplier<String> what) {
        if (kept) {
            lines.add("%8.3f  %-10s  %s".formatted(now.get().toMillis() / 1000.0, who, what.get()));
        }
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
