package org.tcserver.server;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.tcserver.time.Clock;

/**
 * Runs a task at most once per period. The task runs at once after a quiet period, otherwise at the end of the period,
 * so that it always sees the last state. Thread-safe, guarded by a lock; the task runs outside the lock.
 */
final class Paced {
    /** Runs a task after a delay. */
    interface Later {
        void after(Duration delay, Runnable task);
    }

    private final Duration period;
    private final Clock clock;
    private final Later later;
    private final Runnable task;
    private final ReentrantLock lock = new ReentrantLock();
    private long nextNanos;
    private boolean waiting;

    Paced(Duration period, Clock clock, Later later, Runnable task) {
        this.period = period;
        this.clock = clock;
        this.later = later;
        this.task = task;
        nextNanos = clock.nanos();
    }

    /** Runs the task now or soon. */
    void request() {
        long delayNanos;
        lock.lock();
        try {
            if (waiting) {
                return;
            }
            delayNanos = nextNanos - clock.nanos();
            waiting = delayNanos > 0;
            if (!waiting) {
                nextNanos = clock.nanos() + period.toNanos();
            }
        } finally {
            lock.unlock();
        }
        if (delayNanos > 0) {
            later.after(Duration.ofNanos(delayNanos), this::runLate);
        } else {
            task.run();
        }
    }

    private void runLate() {
        lock.lock();
        try {
            waiting = false;
            nextNanos = clock.nanos() + period.toNanos();
        } finally {
            lock.unlock();
        }
        task.run();
    }
}
