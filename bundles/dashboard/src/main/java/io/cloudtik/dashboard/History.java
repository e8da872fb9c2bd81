package io.cloudtik.dashboard;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How a cluster did in the last day: the last hour at five seconds, what is older at two minutes. Bounded, in memory.
 * Thread-safe.
 */
final class History {

    static final Duration STEP = Duration.ofSeconds(5);
    private static final int FINE = 720;
    private static final int COARSE = 720;
    private static final int STEPS_IN_ONE = 24;

    private final Deque<Moment> fine = new ArrayDeque<>();
    private final Deque<Moment> coarse = new ArrayDeque<>();
    private final List<Moment> gathered = new ArrayList<>();

    synchronized void add(Moment moment) {
        fine.addLast(moment);
        if (fine.size() > FINE) {
            gathered.add(fine.removeFirst());
        }
        if (gathered.size() == STEPS_IN_ONE) {
            coarse.addLast(together(gathered));
            gathered.clear();
            if (coarse.size() > COARSE) {
                coarse.removeFirst();
            }
        }
    }

    /** Oldest first. */
    synchronized List<Moment> moments() {
        List<Moment> all = new ArrayList<>(coarse);
        all.addAll(gathered);
        all.addAll(fine);
        return all;
    }

    /** Means of the load; of the nodes the worst, so that a short trouble is still seen the day after. */
    private static Moment together(List<Moment> moments) {
        Moment worst = moments.stream().max((a, b) -> Integer.compare(severity(a), severity(b))).orElseThrow();
        return new Moment(
                moments.get(moments.size() - 1).at(), worst.ready(), worst.coming(), worst.troubled(),
                mean(moments, Moment::cpu), mean(moments, Moment::memory));
    }

    private static int severity(Moment moment) {
        return moment.troubled() * 1000 + moment.coming();
    }

    private static double mean(List<Moment> moments, ToDoubleFunction<Moment> value) {
        double mean = moments.stream().mapToDouble(value).filter(known -> known >= 0).average().orElse(-1);
        return Math.round(mean * 10) / 10.0;
    }
}
