package org.tcserver.hub;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.tcserver.memory.MemoryAccount;

/**
 * Counts the bytes in the caches of all streams. Each cache has a limit, and its publisher's memory account is charged.
 * Thread-safe.
 */
final class CacheBudget {
    private final AtomicLong heldBytes = new AtomicLong();

    long heldBytes() {
        return heldBytes.get();
    }

    /** Creates the share of one cache, at most {@code limitBytes}. */
    Share share(long limitBytes) {
        return new Share(limitBytes);
    }

    /** The bytes that one cache holds. Guarded by the stripe's lock. */
    final class Share {
        private final long limitBytes;
        private long bytes;
        private @Nullable MemoryAccount payer;

        private Share(long limitBytes) {
            this.limitBytes = limitBytes;
        }

        /** Sets the account to charge from now on. Call this only while the cache is empty. */
        void chargeTo(MemoryAccount account) {
            payer = account;
        }

        /** Reserves {@code more} bytes. Returns false if the cache or the account has no room, or no account is set. */
        boolean tryTake(long more) {
            if (payer == null || bytes + more > limitBytes || !payer.hasMediaRoom()) {
                return false;
            }
            change(more);
            return true;
        }

        void giveBack(long fewer) {
            change(-fewer);
        }

        void giveBackAll() {
            change(-bytes);
        }

        private void change(long difference) {
            bytes += difference;
            heldBytes.addAndGet(difference);
            if (payer != null) {
                payer.holdMedia(difference);
            }
        }
    }
}
