package org.tcserver.hub;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The watches of all clients. A watcher receives a notice when its target disconnects. Thread-safe, guarded by its own
 * lock.
 */
final class Watches {
    /** Approximate size of a watch, in bytes. */
    private static final int WATCH_BYTES = 256;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Client, Set<Client>> watchersByTarget = new HashMap<>();
    private final Map<Client, Set<Client>> targetsByWatcher = new HashMap<>();
    private final int limit;

    /** {@code limit}: the largest number of targets per watcher. */
    Watches(int limit) {
        this.limit = limit;
    }

    /** Adds a watch. Does not find a target that has left, so no watch is added after {@link #removeTarget}. */
    WatchResult add(Client watcher, Client target) {
        lock.lock();
        try {
            if (target.hasLeft()) {
                return WatchResult.NOT_FOUND;
            }
            if (watcher.hasLeft()) {
                return WatchResult.found(target);
            }
            var targets = targetsByWatcher.computeIfAbsent(watcher, any -> new HashSet<>());
            if (targets.size() >= limit && !targets.contains(target)) {
                return WatchResult.TOO_MANY;
            }
            if (targets.add(target)) {
                watcher.connection().memory().chargeLocked(WATCH_BYTES);
            }
            watchersByTarget.computeIfAbsent(target, any -> new HashSet<>()).add(watcher);
            return WatchResult.found(target);
        } finally {
            lock.unlock();
        }
    }

    /** Removes the watches on {@code target}, and returns its watchers. */
    Set<Client> removeTarget(Client target) {
        lock.lock();
        try {
            var watchers = remove(target, watchersByTarget, targetsByWatcher);
            watchers.forEach(watcher -> watcher.connection().memory().release(WATCH_BYTES));
            return watchers;
        } finally {
            lock.unlock();
        }
    }

    /** Removes the watches of {@code watcher}. */
    void removeWatcher(Client watcher) {
        lock.lock();
        try {
            var targets = remove(watcher, targetsByWatcher, watchersByTarget);
            watcher.connection().memory().release((long) WATCH_BYTES * targets.size());
        } finally {
            lock.unlock();
        }
    }

    private static Set<Client> remove(
            Client client, Map<Client, Set<Client>> from, Map<Client, Set<Client>> counterpart) {
        var others = from.remove(client);
        if (others == null) {
            return Set.of();
        }
        for (var other : others) {
            counterpart.computeIfPresent(other, (any, set) -> {
                set.remove(client);
                return set.isEmpty() ? null : set;
            });
        }
        return others;
    }
}
