package org.tcserver.hub;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * All streams that are published or played. Thread-safe: a stream, its publication and all its subscriptions are
 * guarded by the lock of the stripe that its key hashes to.
 */
final class StreamTable {
    private static final int STRIPES = 64;

    /** What tells one stream from another. */
    record Key(App app, String hashname) {}

    private final HubLimits limits;
    private final CacheBudget budget;
    private final Stripe[] stripes = new Stripe[STRIPES];

    StreamTable(HubLimits limits) {
        this.limits = limits;
        this.budget = new CacheBudget(limits.totalCacheBytes());
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Stripe();
        }
    }

    /** The place of the stream {@code hashname} in {@code app}, whether there is one or not. */
    Place place(App app, String hashname) {
        var key = new Key(app, hashname);
        int hash = key.hashCode();
        return new Place(key, stripes[(hash ^ hash >>> 16) & STRIPES - 1]);
    }

    /** How many bytes all caches hold. */
    long cachedBytes() {
        return budget.heldBytes();
    }

    /** How many streams there are. */
    int size() {
        int size = 0;
        for (var stripe : stripes) {
            stripe.lock.lock();
            try {
                size += stripe.streams.size();
            } finally {
                stripe.lock.unlock();
            }
        }
        return size;
    }

    private static final class Stripe {
        final ReentrantLock lock = new ReentrantLock();
        final Map<Key, LiveStream> streams = new HashMap<>();
    }

    /** Where one stream is, or would be. All but locking only with the lock. */
    final class Place {
        private final Key key;
        private final Stripe stripe;

        private Place(Key key, Stripe stripe) {
            this.key = key;
            this.stripe = stripe;
        }

        void lock() {
            stripe.lock.lock();
        }

        void unlock() {
            stripe.lock.unlock();
        }

        /** The stream, made if there is none: somebody is about to publish or play it. */
        LiveStream open() {
            return stripe.streams.computeIfAbsent(key, any -> new LiveStream(limits, budget));
        }

        @Nullable LiveStream find() {
            return stripe.streams.get(key);
        }

        /** Somebody left the stream: forgets it if he was the last. */
        void close() {
            stripe.streams.computeIfPresent(key, (any, stream) -> stream.isUnused() ? null : stream);
        }
    }
}
