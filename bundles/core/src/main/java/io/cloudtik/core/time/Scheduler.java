package io.cloudtik.core.time;

import java.time.Duration;
import java.util.concurrent.Executor;

/** The only threads core knows: named, owned by whoever asked, joined when closed. */
public interface Scheduler {

    /** Threads that end, at the latest after ten seconds, when it is closed. */
    interface Pool extends Executor, AutoCloseable {

        @Override
        void close();
    }

    /** A repeated task; close waits for a run under way. */
    interface Repetition extends AutoCloseable {

        /** Runs it now, or right after the run under way. */
        void trigger();

        @Override
        void close();
    }

    /** At most {@code size} threads; more work waits its turn. */
    Pool pool(String name, int size);

    /** Runs a task now and then with a delay between the end of one run and the start of the next. */
    Repetition repeat(String name, Duration delay, Runnable task);
}
