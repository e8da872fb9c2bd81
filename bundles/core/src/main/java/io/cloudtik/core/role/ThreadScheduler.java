package io.cloudtik.core.role;

import io.cloudtik.core.time.Scheduler;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Real threads: daemons, so that they never keep a container alive, and joined when closed. */
@Component
public final class ThreadScheduler implements Scheduler {

    private static final Logger log = LoggerFactory.getLogger(ThreadScheduler.class);
    private static final Duration END_TIME = Duration.ofSeconds(10);

    @Activate
    public ThreadScheduler() {
        // Nothing to set up; SCR wants a public constructor.
    }

    @Override
    public Pool pool(String name, int size) {
        ExecutorService executor = Executors.newFixedThreadPool(size, named(name));
        return new Pool() {
            @Override
            public void execute(Runnable task) {
                executor.execute(() -> runLogged(name, task));
            }

            @Override
            public void close() {
                executor.shutdownNow();
                awaitEnd(name, executor);
            }
        };
    }

    @Override
    public Repetition repeat(String name, Duration delay, Runnable task) {
        return new RepeatingThread(name, delay, () -> runLogged(name, task));
    }

    /** A task that throws must not end its thread: the next run may do better, and the reason is in the log. */
    private static void runLogged(String name, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            log.error("{} failed and goes on", name, e);
        }
    }

    private static void awaitEnd(String name, ExecutorService executor) {
        try {
            if (!executor.awaitTermination(END_TIME.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("threads of {} did not end within {} s", name, END_TIME.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ThreadFactory named(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "cloudtik-" + name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            thread.setContextClassLoader(ThreadScheduler.class.getClassLoader());
            return thread;
        };
    }

    /** One thread that runs, waits until its delay is over or somebody triggers it, and runs again. */
    private static final class RepeatingThread implements Repetition {

        private final String name;
        private final Duration delay;
        private final Runnable task;
        private final Thread thread;
        private boolean triggered;
        private boolean closed;

        private RepeatingThread(String name, Duration delay, Runnable task) {
            this.name = name;
            this.delay = delay;
            this.task = task;
            this.thread = named(name).newThread(this::run);
            thread.start();
        }

        private void run() {
            while (!isClosed()) {
                task.run();
                if (!awaitNext()) {
                    return;
                }
            }
        }

        private synchronized boolean isClosed() {
            return closed;
        }

        private synchronized boolean awaitNext() {
            long end = System.nanoTime() + delay.toNanos();
            try {
                long left = delay.toNanos();
                while (!triggered && !closed && left > 0) {
                    TimeUnit.NANOSECONDS.timedWait(this, left);
                    left = end - System.nanoTime();
                }
            } catch (InterruptedException e) {
                return false;
            }
            triggered = false;
            return !closed;
        }

        @Override
        public synchronized void trigger() {
            triggered = true;
            notifyAll();
        }

        @Override
        public void close() {
            synchronized (this) {
                closed = true;
                notifyAll();
            }
            try {
                thread.join(END_TIME.toMillis());
                if (thread.isAlive()) {
                    thread.interrupt();
                    log.warn("{} did not end within {} s and was interrupted", name, END_TIME.toSeconds());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
