package org.tcserver.window;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

/**
 * When bytes were handed to the socket: a short list of (bytes sent until then, time), oldest first.
 *
 * <p>Writes within a few milliseconds share an entry, which bears the time of the first; the milliseconds double when
 * the list is full and halve when it is nearly empty. Not thread-safe.
 */
final class SendHistory {
    private static final int CAPACITY = 64;
    private static final long MIN_SPACING_NANOS = MILLISECONDS.toNanos(4);

    private final long[] sent = new long[CAPACITY];
    private final long[] nanos = new long[CAPACITY];
    private int first;
    private int end;
    private long spacingNanos = MIN_SPACING_NANOS;

    /** {@code totalSent} bytes have been sent by now. */
    void add(long totalSent, long nowNanos) {
        if (first < end && nowNanos - nanos[end - 1] < spacingNanos) {
            sent[end - 1] = totalSent;
            return;
        }
        if (end == CAPACITY) {
            makeRoom();
        }
        sent[end] = totalSent;
        nanos[end++] = nowNanos;
    }

    /** Drops what is known of the first {@code total} bytes. */
    void forget(long total) {
        while (first < end && sent[first] <= total) {
            first++;
        }
        if (end - first < CAPACITY / 8) {
            spacingNanos = Math.max(spacingNanos / 2, MIN_SPACING_NANOS);
        }
    }

    /** When the last of the first {@code total} bytes was sent; now if it was not. */
    long timeOf(long total, long nowNanos) {
        int i = first;
        while (i < end && sent[i] < total) {
            i++;
        }
        return i < end ? nanos[i] : nowNanos;
    }

    private void makeRoom() {
        int merged = 1;
        if (first == 0) {
            merged = 2;
            spacingNanos *= 2;
        }
        int kept = 0;
        for (int i = first; i < end; i += merged) {
            sent[kept] = sent[i + merged - 1];
            nanos[kept++] = nanos[i];
        }
        first = 0;
        end = kept;
    }
}
