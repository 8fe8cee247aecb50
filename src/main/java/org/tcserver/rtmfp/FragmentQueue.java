package org.tcserver.rtmfp;

import org.jspecify.annotations.Nullable;

/**
 * A sending flow's SEND_QUEUE: fragments by ascending sequence number, from which any may be removed (RFC 7016 §3.6.2).
 * A ring in which the sequence number tells the place. Confined to its session's thread.
 */
final class FragmentQueue {
    private static final int INITIAL_CAPACITY = 8;

    private @Nullable SendFragment[] ring = new @Nullable SendFragment[INITIAL_CAPACITY];
    private long first = 1;
    private long next = 1;
    private int size;

    /** No fragment before this number waits to be sent again. */
    private long idleFrom = 1;

    /** The sequence number of the next fragment. */
    long nextSequenceNumber() {
        return next;
    }

    /** Whether it reaches so far that the far end would not take more: something at its front is never acknowledged. */
    boolean isFull() {
        return next - first >= RtmfpParameters.MAX_SEQUENCE_SPAN;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Appends {@code fragment}, which bears {@link #nextSequenceNumber()}. */
    void add(SendFragment fragment) {
        if (next - first == ring.length) {
            grow();
        }
        ring[slot(next)] = fragment;
        next++;
        size++;
    }

    @Nullable SendFragment get(long sequenceNumber) {
        return sequenceNumber < first || sequenceNumber >= next ? null : ring[slot(sequenceNumber)];
    }

    @Nullable SendFragment first() {
        return get(first);
    }

    @Nullable SendFragment second() {
        for (long number = first + 1; number < next; number++) {
            var fragment = ring[slot(number)];
            if (fragment != null) {
                return fragment;
            }
        }
        return null;
    }

    /** The sequence number of the first fragment, or of the next one if there is none. */
    long firstSequenceNumber() {
        return first;
    }

    void remove(SendFragment fragment) {
        ring[slot(fragment.sequenceNumber)] = null;
        size--;
        while (first < next && ring[slot(first)] == null) {
            first++;
        }
    }

    /** A fragment that was in flight is no more: {@link #nextToResend} will find it. */
    void idle(SendFragment fragment) {
        idleFrom = Math.min(idleFrom, fragment.sequenceNumber);
    }

    /** The first fragment that is neither in flight nor abandoned, or null; late messages are given up on the way. */
    @Nullable SendFragment nextToResend(long nowNanos) {
        for (idleFrom = Math.max(idleFrom, first); idleFrom < next; idleFrom++) {
            var fragment = ring[slot(idleFrom)];
            if (fragment != null && !fragment.inFlight && !fragment.isAbandoned(nowNanos)) {
                return fragment;
            }
        }
        return null;
    }

    private int slot(long sequenceNumber) {
        return (int) (sequenceNumber & (ring.length - 1));
    }

    private void grow() {
        var grown = new @Nullable SendFragment[2 * ring.length];
        for (long number = first; number < next; number++) {
            grown[(int) (number & (grown.length - 1))] = ring[slot(number)];
        }
        ring = grown;
    }
}
