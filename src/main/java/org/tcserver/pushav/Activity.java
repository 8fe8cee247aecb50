package org.tcserver.pushav;

import java.util.concurrent.locks.ReentrantLock;
import org.tcserver.time.Clock;

/**
 * Records whether an exchange's thread waits for its client, and when the client last made progress.
 *
 * <p>{@link #check} interrupts a thread that waits too long; the interrupt closes the connection. It interrupts no
 * thread that does other work: the interrupt would close the file that the thread writes. Guarded by a lock; only the
 * exchange's thread calls the methods that report progress.
 */
final class Activity {
    /** Bytes a client must transfer within the limit to count as active. Trickling fewer does not hold a thread. */
    private static final int MIN_BYTES = 64;

    private final ReentrantLock lock = new ReentrantLock();
    private final Thread thread;
    private final Clock clock;
    private boolean waiting;
    private boolean cut;
    private long sinceNanos;
    private int bytes;

    Activity(Thread thread, Clock clock) {
        this.thread = thread;
        this.clock = clock;
        this.sinceNanos = clock.nanos();
    }

    /** Marks the thread as doing nothing but wait for its client. */
    void waiting() {
        lock.lock();
        try {
            waiting = true;
        } finally {
            lock.unlock();
        }
    }

    /** Records that the awaited operation is complete, and restarts the limit. */
    void done() {
        progress(MIN_BYTES);
    }

    /** Ends the wait and counts the bytes that the client read or sent meanwhile. */
    void progress(int count) {
        lock.lock();
        try {
            waiting = false;
            bytes += Math.min(count, MIN_BYTES);
            if (bytes >= MIN_BYTES) {
                bytes = 0;
                sinceNanos = clock.nanos();
            }
            clearInterrupt();
        } finally {
            lock.unlock();
        }
    }

    /** Clears a pending interrupt, so that it does not hit later work on this thread. */
    private void clearInterrupt() {
        if (cut && Thread.currentThread().equals(thread)) {
            Thread.interrupted();
        }
    }

    /** Returns whether the server gave up on the client. */
    boolean cut() {
        lock.lock();
        try {
            return cut;
        } finally {
            lock.unlock();
        }
    }

    /** Gives up on the client if the thread has waited longer than the limit. The timer calls this. */
    void check(long limitNanos) {
        lock.lock();
        try {
            if (waiting && clock.nanos() - sinceNanos > limitNanos) {
                cut = true;
                thread.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }
}
