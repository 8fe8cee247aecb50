package org.tcserver.hub;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table of all streams that are published or played. Thread-safe: a stream's key hashes to a stripe. The stripe's
 * lock guards the stream, its publication and all its subscriptions.
 */
final class StreamTable {
    private static final int STRIPES = 64;

    /** The identity of a stream. */
    record Key(App app, String hashname) {}

    private final HubLimits limits;
    private final CacheBudget budget;
    private final AtomicLong streamsSoFar = new AtomicLong();
    private final Stripe[] stripes = new Stripe[STRIPES];

    StreamTable(HubLimits limits) {
        this.limits = limits;
        this.budget = new CacheBudget();
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Stripe();
        }
    }

    /** Returns the place of stream {@code hashname} in {@code app}, whether or not the stream exists. */
    Place place(App app, String hashname) {
        var key = new Key(app, hashname);
        int hash = key.hashCode();
        return new Place(key, stripes[(hash ^ hash >>> 16) & STRIPES - 1]);
    }

    /**
     * Returns up to {@code limit} streams with numbers above {@code after}, in ascending order. The snapshots are made
     * lazily. This holds the lock of a stripe only to copy its keys or to read one stream.
     */
    Stream<StreamState> list(long after, int limit) {
        var places = new ArrayList<Numbered>();
        for (var stripe : stripes) {
            stripe.lock.lock();
            try {
                stripe.streams.forEach(
                        (key, stream) -> places.add(new Numbered(stream.number(), new Place(key, stripe))));
            } finally {
                stripe.lock.unlock();
            }
        }
        places.removeIf(each -> each.number <= after);
        places.sort(Comparator.comparingLong(Numbered::number));
        return places.stream()
                .map(each -> each.place.state(each.number))
                .filter(Objects::nonNull)
                .limit(limit);
    }

    /** Returns the number of bytes in all caches. */
    long cachedBytes() {
        return budget.heldBytes();
    }

    /** Returns the number of streams. */
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

    private record Numbered(long number, Place place) {}

    private static final class Stripe {
        final ReentrantLock lock = new ReentrantLock();
        final Map<Key, LiveStream> streams = new HashMap<>();
    }

    /**
     * The location of one stream, whether or not it exists. Call the methods with the lock, except for those that take
     * it.
     */
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

        /** Returns the stream, or creates it for a client that is about to publish or play. */
        LiveStream open() {
            return stripe.streams.computeIfAbsent(
                    key, any -> new LiveStream(streamsSoFar.incrementAndGet(), limits, budget));
        }

        /**
         * Returns a snapshot of the stream, or null if stream {@code number} no longer exists. Takes the lock itself.
         */
        private @Nullable StreamState state(long number) {
            lock();
            try {
                var stream = find();
                if (stream == null || stream.number() != number) {
                    return null;
                }
                var publication = stream.publication();
                return new StreamState(
                        number,
                        key.app().name(),
                        key.hashname(),
                        stream.subscribers(),
                        publication == null ? null : publication.state());
            } finally {
                unlock();
            }
        }

        @Nullable LiveStream find() {
            return stripe.streams.get(key);
        }

        /** Removes the stream if a client left it and it is now unused. */
        void close() {
            stripe.streams.computeIfPresent(key, (any, stream) -> stream.isUnused() ? null : stream);
        }
    }
}
