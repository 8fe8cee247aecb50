package org.tcserver.net;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** What waits for its turn on a loop. Any thread adds; the loop takes all at once. Guarded by its own lock. */
final class ReadyList<T> {
    private final ReentrantLock lock = new ReentrantLock();
    private List<T> filling = new ArrayList<>();
    private List<T> taken = new ArrayList<>();
    private volatile boolean empty = true;

    void add(T item) {
        lock.lock();
        try {
            filling.add(item);
            empty = false;
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        return empty;
    }

    /**
     * All that were added. The list is reused: it is the caller's until the next call, and to be cleared when all had
     * their turn, lest it keep alive what has ended.
     */
    List<T> take() {
        lock.lock();
        try {
            var full = filling;
            filling = taken;
            taken = full;
            empty = true;
            return full;
        } finally {
            lock.unlock();
        }
    }
}
