package org.tcserver.hub;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes the caches of all streams may hold together. Thread-safe. */
final class CacheBudget {
    private final long limitBytes;
    private final AtomicLong heldBytes = new AtomicLong();

    CacheBudget(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    long heldBytes() {
        return heldBytes.get();
    }

    /** The share of one cache, of at most {@code shareLimitBytes}. */
    Share share(long shareLimitBytes) {
        return new Share(shareLimitBytes);
    }

    /** What one cache holds. Guarded by the stripe's lock. */
    final class Share {
        private final long shareLimitBytes;
        private long shareBytes;

        private Share(long shareLimitBytes) {
            this.shareLimitBytes = shareLimitBytes;
        }

        /** Takes {@code bytes} if there is room for them. */
        boolean tryTake(long bytes) {
            if (shareBytes + bytes > shareLimitBytes || heldBytes.get() + bytes > limitBytes) {
                return false;
            }
            shareBytes += bytes;
            heldBytes.addAndGet(bytes);
            return true;
        }

        void giveBack(long bytes) {
            shareBytes -= bytes;
            heldBytes.addAndGet(-bytes);
        }

        void giveBackAll() {
            giveBack(shareBytes);
        }
    }
}
