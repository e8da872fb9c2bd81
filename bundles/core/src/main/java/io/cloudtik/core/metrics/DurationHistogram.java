package io.cloudtik.core.metrics;

import io.cloudtik.api.metrics.Distribution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Counts durations by bounds in seconds. Thread-safe. */
final class DurationHistogram {

    private final List<Double> bounds;
    private final long[] counts;
    private double sum;

    DurationHistogram(List<Double> bounds) {
        this.bounds = List.copyOf(bounds);
        this.counts = new long[bounds.size() + 1];
    }

    synchronized void saw(Duration duration) {
        double seconds = duration.toNanos() / 1e9;
        int bucket = 0;
        while (bucket < bounds.size() && seconds > bounds.get(bucket)) {
            bucket++;
        }
        counts[bucket]++;
        sum += seconds;
    }

    synchronized Distribution distribution() {
        List<Long> copy = new ArrayList<>();
        for (long count : counts) {
            copy.add(count);
        }
        return new Distribution(bounds, copy, sum);
    }
}
