package org.tcserver.rtmfp;

import org.jspecify.annotations.Nullable;

/**
 * The SEND_QUEUE of a sending flow: fragments by ascending sequence number, removable in any order (RFC 7016 §3.6.2). A
 * ring, indexed by sequence number. Confined to its session's thread.
 */
final class FragmentQueue {
    private static final int INITIAL_CAPACITY = 8;

    private @Nullable SendFragment[] ring = new @Nullable SendFragment[INITIAL_CAPACITY];
    private long first = 1;
    private long next = 1;
    private int size;

    /** The lowest sequence number at which a fragment may wait for retransmission. */
    private long idleFrom = 1;

    /** Returns the sequence number of the next fragment. */
    long nextSequenceNumber() {
        return next;
    }

    /**
     * Returns true if the queue spans more sequence numbers than the far end accepts, because the first fragment stays
     * unacknowledged.
     */
    boolean isFull() {
        return next - first >= RtmfpParameters.MAX_SEQUENCE_SPAN;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Appends {@code fragment}. Its sequence number must be {@link #nextSequenceNumber()}. */
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

    /** Returns the sequence number of the first fragment, or of the next one if the queue is empty. */
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

    /** Records that a fragment is no longer in flight, so that {@link #nextToResend} finds it. */
    void idle(SendFragment fragment) {
        idleFrom = Math.min(idleFrom, fragment.sequenceNumber);
    }

    /**
     * Returns the first fragment that is neither in flight nor abandoned, or null. Abandons expired messages that it
     * passes.
     */
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
