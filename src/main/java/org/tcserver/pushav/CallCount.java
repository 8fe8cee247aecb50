package org.tcserver.pushav;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts the requests in progress. Thread-safe, guarded by a lock. */
final class CallCount {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition none = lock.newCondition();
    private int calls;
    private boolean draining;

    /** Counts a request. Returns false while draining. The caller must call {@link #leave} in either case. */
    boolean enter() {
        lock.lock();
        try {
            calls++;
            return !draining;
        } finally {
            lock.unlock();
        }
    }

    /** Returns the number of requests in progress. */
    int calls() {
        lock.lock();
        try {
            return calls;
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether new requests are refused. */
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

    /** Starts to refuse new requests, and waits at most {@code limit} until those in progress end. */
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
