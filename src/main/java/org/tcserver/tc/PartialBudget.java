package org.tcserver.tc;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What all connections may hold together in unfinished messages. Nobody has to finish one, so a few dozen clients could
 * fill the memory for good; once it is too much, whoever holds most is given up.
 *
 * <p>Thread-safe, guarded by its own lock, which is taken for large messages only.
 */
public final class PartialBudget {
    private final ReentrantLock lock = new ReentrantLock();
    private final long limitBytes;
    private final Set<Share> shares = new HashSet<>();
    private long heldBytes;

    public PartialBudget(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** The share of a connection; {@code giveUp} closes that, on any thread, without waiting. */
    public Share share(Runnable giveUp) {
        return new Share(giveUp);
    }

    /** What one connection holds. */
    public final class Share {
        private final Runnable giveUp;
        private long bytes;
        private boolean givenUp;

        private Share(Runnable giveUp) {
            this.giveUp = giveUp;
        }

        /** The connection holds {@code newBytes} now; 0 at its end. */
        public void hold(long newBytes) {
            var victim = change(this, newBytes);
            if (victim != null) {
                victim.giveUp.run();
            }
        }
    }

    private @Nullable Share change(Share share, long bytes) {
        lock.lock();
        try {
            if (!share.givenUp) {
                set(share, bytes);
            }
            return heldBytes > limitBytes ? giveUpLargest() : null;
        } finally {
            lock.unlock();
        }
    }

    private void set(Share share, long bytes) {
        heldBytes += bytes - share.bytes;
        share.bytes = bytes;
        if (bytes == 0) {
            shares.remove(share);
        } else {
            shares.add(share);
        }
    }

    /** It is not counted any more, as it will be gone in a moment: nobody else has to go for the same bytes. */
    private @Nullable Share giveUpLargest() {
        @Nullable Share largest = null;
        for (var share : shares) {
            if (largest == null || share.bytes > largest.bytes) {
                largest = share;
            }
        }
        if (largest != null) {
            set(largest, 0);
            largest.givenUp = true;
        }
        return largest;
    }
}
