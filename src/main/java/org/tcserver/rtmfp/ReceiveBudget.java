package org.tcserver.rtmfp;

import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;

/**
 * What the receiving flows of all sessions hold together. Once it is too much, the session that holds most has to go, so
 * that the rest is left alone. Confined to the endpoint's thread.
 */
final class ReceiveBudget {
    private final long limitBytes;
    private final Set<ReceivingFlows> holders = new HashSet<>();
    private long bytes;

    ReceiveBudget(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** {@code holder} has so many bytes more, or fewer, than before. */
    void hold(ReceivingFlows holder, long difference) {
        bytes += difference;
        if (holder.bufferedBytes() == 0) {
            holders.remove(holder);
        } else {
            holders.add(holder);
        }
        if (bytes > limitBytes) {
            evictLargest();
        }
    }

    long bytes() {
        return bytes;
    }

    /** What it holds counts no more: it will be gone when its session is served next. */
    private void evictLargest() {
        holders.stream()
                .max(Comparator.comparingLong(ReceivingFlows::bufferedBytes))
                .ifPresent(largest -> {
                    holders.remove(largest);
                    bytes -= largest.bufferedBytes();
                    largest.evict();
                });
    }
}
