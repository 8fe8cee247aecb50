package org.tcserver.pushav;

import java.util.concurrent.locks.ReentrantLock;
import org.tcserver.time.Clock;

/**
 * Whether the thread of an exchange waits for its client, and since when the client has done nothing.
 *
 * <p>A thread that waits for too long is interrupted, which closes the connection. It never is while it does anything
 * else: an interrupt would close the file that it writes. Guarded by a lock; the waiting methods belong to the thread.
 */
final class Activity {
    /** Fewer bytes than these within the limit count as none: a client must not hold a thread by trickling. */
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

    /** From now on the thread does nothing but wait for its client. */
    void waiting() {
        lock.lock();
        try {
            waiting = true;
        } finally {
            lock.unlock();
        }
    }

    /** The client did all that was waited for: the limit begins anew. */
    void done() {
        progress(MIN_BYTES);
    }

    /** The thread no longer waits; the client took or sent so many bytes meanwhile. */
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

    /** So that the interrupt harms nothing that comes later on this thread. */
    private void clearInterrupt() {
        if (cut && Thread.currentThread().equals(thread)) {
            Thread.interrupted();
        }
    }

    /** Whether the client was given up. */
    boolean cut() {
        lock.lock();
        try {
            return cut;
        } finally {
            lock.unlock();
        }
    }

    /** Gives the client up if the thread has waited for it for longer than the limit. Called by the timer. */
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
