package io.cloudtik.core.time;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** No threads: pools run a task in the caller's, and a repeated task runs when it is triggered. */
public final class DirectScheduler implements Scheduler {

    private final Map<String, ManualRepetition> repetitions = new LinkedHashMap<>();
    private final List<String> open = new ArrayList<>();

    @Override
    public Pool pool(String name, int size) {
        open.add(name);
        return new Pool() {
            @Override
            public void execute(Runnable task) {
                task.run();
            }

            @Override
            public void close() {
                open.remove(name);
            }
        };
    }

    @Override
    public Repetition repeat(String name, Duration delay, Runnable task) {
        open.add(name);
        ManualRepetition repetition = new ManualRepetition(name, task);
        repetitions.put(name, repetition);
        return repetition;
    }

    /** Runs a repeated task once. */
    public void trigger(String name) {
        ManualRepetition repetition = repetitions.get(name);
        if (repetition == null) {
            throw new AssertionError("nothing repeats under the name " + name + ", only " + repetitions.keySet());
        }
        repetition.trigger();
    }

    /** The names of pools and repetitions that were not closed. */
    public List<String> open() {
        return List.copyOf(open);
    }

    private final class ManualRepetition implements Repetition {

        private final String name;
        private final Runnable task;

        private ManualRepetition(String name, Runnable task) {
            this.name = name;
            this.task = task;
        }

        @Override
        public void trigger() {
            if (open.contains(name)) {
                task.run();
            }
        }

        @Override
        public void close() {
            open.remove(name);
        }
    }
}
