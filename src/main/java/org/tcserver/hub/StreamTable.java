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
 * All streams that are published or played. Thread-safe: a stream, its publication and all its subscriptions are
 * guarded by the lock of the stripe that its key hashes to.
 */
final class StreamTable {
    private static final int STRIPES = 64;

    /** What tells one stream from another. */
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

    /** The place of the stream {@code hashname} in {@code app}, whether there is one or not. */
    Place place(App app, String hashname) {
        var key = new Key(app, hashname);
        int hash = key.hashCode();
        return new Place(key, stripes[(hash ^ hash >>> 16) & STRIPES - 1]);
    }

    /**
     * What there is to tell about the streams of a higher number than {@code after}, but no more than {@code limit} of
     * them, by ascending number, each when it is asked for. No stripe is locked for longer than it takes to copy what is listed, or one stream.
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

    private record Numbered(long number, Place place) {}

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
            return stripe.streams.computeIfAbsent(
                    key, any -> new LiveStream(streamsSoFar.incrementAndGet(), limits, budget));
        }

        /** What there is to tell about the stream; null if it is not {@code number} any more. Takes the lock itself. */
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

        /** Somebody left the stream: forgets it if he was the last. */
        void close() {
            stripe.streams.computeIfPresent(key, (any, stream) -> stream.isUnused() ? null : stream);
        }
    }
}
