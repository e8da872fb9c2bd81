package io.cloudtik.core.simulation;

import io.cloudtik.core.time.Scheduler;
import io.cloudtik.core.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** One life of a head's process: its clocks and threads, all of which are simulated and end when it is killed. */
final class ControllerProcess implements Fibers.Owner, Time, Scheduler {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration UP_TIME = Duration.ofHours(1);

    private final Fibers fibers;
    private Duration pausedUntil = Duration.ZERO;
    private Duration wallError = Duration.ZERO;
    private boolean dead;

    ControllerProcess(Fibers fibers) {
        this.fibers = fibers;
    }

    @Override
    public Duration pausedUntil() {
        return pausedUntil;
    }

    @Override
    public boolean isDead() {
        return dead;
    }

    /** As by SIGSTOP, and SIGCONT then. */
    void pauseUntil(Duration time) {
        pausedUntil = time;
    }

    void kill() {
        dead = true;
        fibers.bury(this);
    }

    /** The wall clock goes wrong by so much; the monotonic one never does. */
    void setWallError(Duration error) {
        wallError = error;
    }

    @Override
    public Instant now() {
        return START.plus(fibers.now()).plus(wallError);
    }

    @Override
    public Duration monotonic() {
        return UP_TIME.plus(fibers.now());
    }

    @Override
    public void await(Duration delay) {
        fibers.await(delay);
    }

    @Override
    public Pool pool(String name, int size) {
        return new FiberPool(size);
    }

    @Override
    public Repetition repeat(String name, Duration delay, Runnable task) {
        return new FiberRepetition(delay, task);
    }

    private final class FiberPool implements Pool {

        private final Deque<Runnable> waiting = new ArrayDeque<>();
        private int free;
        private boolean closed;

        FiberPool(int size) {
            this.free = size;
        }

        @Override
        public void execute(Runnable task) {
            waiting.add(task);
            fibers.after(Duration.ZERO, ControllerProcess.this, this::runNext);
        }

        private void runNext() {
            if (free == 0 || waiting.isEmpty() || closed) {
                return;
            }
            free--;
            try {
                waiting.remove().run();
            } finally {
                free++;
            }
            runNext();
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private final class FiberRepetition implements Repetition {

        private final Duration delay;
        private final Runnable task;
        private boolean closed;
        private boolean running;
        private boolean triggered;
        private long turn;

        FiberRepetition(Duration delay, Runnable task) {
            this.delay = delay;
            this.task = task;
            plan(Duration.ZERO);
        }

        private void plan(Duration wait) {
            turn++;
            long mine = turn;
            fibers.after(wait, ControllerProcess.this, () -> runIfStillDue(mine));
        }

        private void runIfStillDue(long mine) {
            if (closed || mine != turn) {
                return;
            }
            running = true;
            triggered = false;
            task.run();
            running = false;
            plan(triggered ? Duration.ZERO : delay);
        }

        @Override
        public void trigger() {
            triggered = true;
            if (!running && !closed) {
                plan(Duration.ZERO);
            }
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
