package org.tcserver.net;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** Writers that wait for their turn. Any thread adds; the loop takes all at once. Guarded by its own lock. */
final class ReadyList {
    private final ReentrantLock lock = new ReentrantLock();
    private List<Writer> filling = new ArrayList<>();
    private List<Writer> taken = new ArrayList<>();
    private volatile boolean empty = true;

    void add(Writer writer) {
        lock.lock();
        try {
            filling.add(writer);
            empty = false;
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        return empty;
    }

    /** All that were added; the list is reused: it is the caller's until the next call. */
    List<Writer> take() {
        lock.lock();
        try {
            taken.clear();
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
