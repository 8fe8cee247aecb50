package org.tcserver.net;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** The items that wait for a loop. Any thread adds items; the loop takes all at once. Guarded by its own lock. */
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
     * Returns all added items. The list belongs to the caller until the next call. The caller must clear it after use,
     * because it is reused and would keep its items alive.
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
