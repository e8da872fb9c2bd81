package io.cloudtik.core.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Semaphore;

/**
 * Many activities on one virtual clock, of which exactly one runs at any time: they change places only where one of them
 * waits. The same activities that wait the same times run in the same order. Time passes only by waiting.
 *
 * <p>Each activity has a thread of its own as long as it waits, so that real, blocking code can be run as it is; a thread
 * that has nothing to wait for goes on without a change of threads, which is what makes this quick.
 */
final class Fibers implements AutoCloseable {

    /** What activities belong to, and end with. */
    interface Owner {

        /** Until when nothing of it runs. */
        Duration pausedUntil();

        /** Whether whatever is left of it is to end with a {@link Crash}. */
        boolean isDead();
    }

    private record Event(Duration at, long number, Owner owner, Runnable action, Worker parked) {}

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparing(Event::at).thenComparing(Event::number));
    private final Deque<Worker> idle = new ArrayDeque<>();
    private final List<Worker> workers = new ArrayList<>();
    private final Semaphore reached = new Semaphore(0);
    private final String name;
    private long numbers;
    private Duration now = Duration.ZERO;
    private Duration limit = Duration.ZERO;
    private boolean closed;
    private Throwable defect;

    Fibers(String name) {
        this.name = name;
    }

    Duration now() {
        return now;
    }

    /** Whose activity runs now. */
    Owner current() {
        return Thread.currentThread() instanceof Worker worker ? worker.owner : null;
    }

    /** Begins an activity after a delay. */
    void after(Duration delay, Owner owner, Runnable action) {
        add(now.plus(delay), owner, action, null);
    }

    private void add(Duration at, Owner owner, Runnable action, Worker parked) {
        events.add(new Event(at, numbers, owner, action, parked));
        numbers++;
    }

    /** Lets the activity that runs now wait; the others go on. */
    void await(Duration delay) {
        if (closed) {
            throw new Crash(); // What tidies up after one Crash must not wait: nobody would wake it.
        }
        Worker me = (Worker) Thread.currentThread();
        Duration end = now.plus(delay);
        Event next = events.peek();
        if ((next == null || next.at().compareTo(end) > 0) && end.compareTo(limit) <= 0) {
            now = end;
        } else {
            add(end, me.owner, null, me);
            Worker leader = idle.isEmpty() ? hire() : idle.pop();
            Owner owner = me.owner;
            leader.baton.release();
            me.baton.acquireUninterruptibly();
            me.owner = owner;
        }
        if (closed || me.owner.isDead()) {
            throw new Crash();
        }
    }

    /** Runs all that is due until then. */
    void runUntil(Duration time) {
        limit = time;
        Worker leader = idle.isEmpty() ? hire() : idle.pop();
        leader.baton.release();
        reached.acquireUninterruptibly();
        if (defect != null) {
            throw new AssertionError("the simulation itself failed at " + now, defect);
        }
    }

    /** Wakes what waits for a dead owner, so that it ends, and drops what of it has not begun. */
    void bury(Owner dead) {
        List<Event> its = events.stream().filter(event -> event.owner() == dead).toList();
        events.removeAll(its);
        its.stream().filter(event -> event.parked() != null).forEach(event -> add(now, dead, null, event.parked()));
    }

    private Worker hire() {
        Worker worker = new Worker(name + "-" + workers.size());
        workers.add(worker);
        worker.start();
        return worker;
    }

    /** Ends all threads; whatever waits ends with a {@link Crash}. */
    @Override
    public void close() {
        closed = true;
        for (Worker worker : workers) {
            worker.baton.release();
            try {
                worker.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private final class Worker extends Thread {

        private final Semaphore baton = new Semaphore(0);
        private Owner owner;

        Worker(String name) {
            super(name);
            setDaemon(true);
        }

        @Override
        public void run() {
            while (!closed) {
                baton.acquireUninterruptibly();
                lead();
            }
        }

        /** Runs what is due until another thread's activity is, or nothing is left to do. */
        private void lead() {
            while (!closed) {
                Event next = events.peek();
                if (next == null || next.at().compareTo(limit) > 0 || defect != null) {
                    now = limit;
                    idle.push(this);
                    reached.release();
                    return;
                }
                events.poll();
                if (next.owner().pausedUntil().compareTo(next.at()) > 0 && !next.owner().isDead()) {
                    events.add(new Event(
                            next.owner().pausedUntil(), next.number(), next.owner(), next.action(), next.parked()));
                    continue;
                }
                now = next.at().compareTo(now) > 0 ? next.at() : now;
                if (next.parked() != null) {
                    idle.push(this);
                    next.parked().baton.release();
                    return;
                }
                run(next);
            }
        }

        private void run(Event event) {
            if (event.owner().isDead()) {
                return;
            }
            owner = event.owner();
            try {
                event.action().run();
            } catch (Crash expected) {
                owner = null; // Its process is no more.
            } catch (Throwable e) {
                defect = e;
            }
        }
    }
}
