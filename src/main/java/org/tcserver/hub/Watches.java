package org.tcserver.hub;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** Who wants to hear of whose end. Thread-safe, guarded by its own lock. */
final class Watches {
    /** About what a watch takes, in bytes. */
    private static final int WATCH_BYTES = 256;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Client, Set<Client>> watchersByTarget = new HashMap<>();
    private final Map<Client, Set<Client>> targetsByWatcher = new HashMap<>();
    private final int limit;

    /** {@code limit}: how many targets one watcher may have. */
    Watches(int limit) {
        this.limit = limit;
    }

    /** A target that has left is not found, so that none is added after {@link #removeTarget}. */
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

    /** Forgets who watches {@code target}, and answers them. */
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

    /** Forgets whom {@code watcher} watches. */
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
