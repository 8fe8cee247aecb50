package org.tcserver.hub;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.tcserver.memory.MemoryAccount;

/** Counts the bytes in the caches of all streams. Each cache has a limit, and its publisher pays for it. Thread-safe. */
final class CacheBudget {
    private final AtomicLong heldBytes = new AtomicLong();

    long heldBytes() {
        return heldBytes.get();
    }

    /** Returns the share of one cache, of at most {@code limitBytes}. */
    Share share(long limitBytes) {
        return new Share(limitBytes);
    }

    /** What one cache holds. Guarded by the stripe's lock. */
    final class Share {
        private final long limitBytes;
        private long bytes;
        private @Nullable MemoryAccount payer;

        private Share(long limitBytes) {
            this.limitBytes = limitBytes;
        }

        /** Names the account that pays from now on. Call it while the cache is empty. */
        void chargeTo(MemoryAccount account) {
            payer = account;
        }

        /** Takes {@code more} bytes if there is room for them. */
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
