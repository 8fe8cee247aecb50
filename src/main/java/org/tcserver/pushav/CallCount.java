package org.tcserver.pushav;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How many requests are under way. Thread-safe, guarded by a lock. */
final class CallCount {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition none = lock.newCondition();
    private int calls;
    private boolean draining;

    /** Counts a request; false if no new ones are wanted. {@link #leave} must follow either way. */
    boolean enter() {
        lock.lock();
        try {
            calls++;
            return !draining;
        } finally {
            lock.unlock();
        }
    }

    /** How many are under way. */
    int calls() {
        lock.lock();
        try {
            return calls;
        } finally {
            lock.unlock();
        }
    }

    /** Whether no new ones are wanted. */
    boolean draining() {
        lock.lock();
        try {
            return draining;
        } finally {
            lock.unlock();
        }
    }

    void leave() {
        lock.lock();
        try {
            if (--calls == 0) {
                none.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** From now on new requests are not wanted. Waits for those that are under way, for at most {@code limit}. */
    void drain(Duration limit) throws InterruptedException {
        long left = limit.toNanos();
        lock.lock();
        try {
            draining = true;
            while (calls > 0 && left > 0) {
                left = none.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
