package io.cloudtik.dashboard;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that serve the page: a few, a short queue before them, and nobody keeps one for long. Who sends or reads too
 * slowly loses his connection, since the interrupt closes the channel on which the thread waits for him. Who finds the
 * queue full is refused, and the server closes his connection too. The threads go when nobody asks.
 */
final class ServingThreads implements Executor, AutoCloseable {

    static final int THREADS = 4;
    private static final int WAITING_REQUESTS = 32;
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration END_TIME = Duration.ofSeconds(5);

    private final Duration longest;
    private final ThreadPoolExecutor threads;
    private final ScheduledThreadPoolExecutor clock;

    /** @param longest that one request may take, from its first byte to the last one of its answer */
    ServingThreads(Duration longest) {
        this.longest = longest;
        threads = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE.toMillis(), TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(WAITING_REQUESTS),
                named("page"), new ThreadPoolExecutor.AbortPolicy());
        threads.allowCoreThreadTimeOut(true);
        clock = new ScheduledThreadPoolExecutor(1, named("page-clock"));
        clock.setKeepAliveTime(IDLE.toMillis(), TimeUnit.MILLISECONDS);
        clock.allowCoreThreadTimeOut(true);
        clock.setRemoveOnCancelPolicy(true);
    }

    private static ThreadFactory named(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            thread.setContextClassLoader(ServingThreads.class.getClassLoader());
            return thread;
        };
    }

    /** @throws RejectedExecutionException if too many wait already */
    @Override
    public void execute(Runnable request) {
        threads.execute(() -> serve(request));
    }

    private void serve(Runnable request) {
        Turn turn = new Turn(Thread.currentThread());
        Future<?> end = clock.schedule(turn::cutOff, longest.toMillis(), TimeUnit.MILLISECONDS);
        try {
            request.run();
        } finally {
            turn.finish();
            end.cancel(false);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        clock.shutdownNow();
        try {
            threads.awaitTermination(END_TIME.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A request's time on a thread, so that the interrupt meant for it never meets the next one. */
    private static final class Turn {

        private final Thread thread;
        private boolean isOver;

        private Turn(Thread thread) {
            this.thread = thread;
        }

        synchronized void cutOff() {
            if (!isOver) {
                thread.interrupt();
            }
        }

        synchronized void finish() {
            isOver = true;
        }
    }
}
