package org.tcserver.rtmfp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tcserver.rtmfp.chunk.SequenceRange;

/**
 * The sequence numbers that a receiving flow has seen (SEQUENCE_SET, RFC 7016 §3.6.3): all up to one, and ranges above
 * it with gaps between. Confined to its session's thread.
 */
final class SequenceSet {
    private long cumulative;
    private long[] firsts = new long[4];
    private long[] lasts = new long[4];
    private int count;

    /** The Cumulative Acknowledgement Sequence Number: it and all below were seen. */
    long cumulative() {
        return cumulative;
    }

    boolean hasGaps() {
        return count > 0;
    }

    /** What its ranges take. */
    long memoryBytes() {
        return 2L * Long.BYTES * firsts.length;
    }

    boolean contains(long number) {
        if (number <= cumulative) {
            return true;
        }
        int at = rangeFrom(number);
        return at < count && firsts[at] <= number;
    }

    /** Adds {@code number}, unless it is too far ahead, or there are too many gaps already; false then. */
    boolean add(long number) {
        if (number == cumulative + 1) {
            cumulative = number;
            absorb();
            return true;
        }
        if (contains(number)) {
            return true;
        }
        if (number - cumulative > RtmfpParameters.MAX_SEQUENCE_SPAN) {
            return false;
        }
        return insert(number);
    }

    /** Adds all numbers up to {@code number}. */
    void addUpTo(long number) {
        if (number > cumulative) {
            cumulative = number;
            absorb();
        }
    }

    /** What was seen beyond {@link #cumulative()}. */
    List<SequenceRange> ranges() {
        if (count == 0) {
            return List.of();
        }
        var ranges = new ArrayList<SequenceRange>(count);
        for (int i = 0; i < count; i++) {
            ranges.add(new SequenceRange(firsts[i], lasts[i]));
        }
        return ranges;
    }

    /** The index of the first range that does not end before {@code number}; most numbers are new and the highest. */
    private int rangeFrom(long number) {
        int at = count;
        while (at > 0 && lasts[at - 1] >= number) {
            at--;
        }
        return at;
    }

    private boolean insert(long number) {
        int at = rangeFrom(number);
        boolean extendsBefore = at > 0 && lasts[at - 1] + 1 == number;
        boolean extendsAfter = at < count && firsts[at] - 1 == number;
        if (extendsBefore && extendsAfter) {
            lasts[at - 1] = lasts[at];
            remove(at, 1);
        } else if (extendsBefore) {
            lasts[at - 1] = number;
        } else if (extendsAfter) {
            firsts[at] = number;
        } else if (count == RtmfpParameters.MAX_SEQUENCE_RANGES) {
            return false;
        } else {
            makeRoom(at);
            firsts[at] = number;
            lasts[at] = number;
        }
        return true;
    }

    private void makeRoom(int at) {
        if (count == firsts.length) {
            firsts = Arrays.copyOf(firsts, 2 * count);
            lasts = Arrays.copyOf(lasts, 2 * count);
        }
        System.arraycopy(firsts, at, firsts, at + 1, count - at);
        System.arraycopy(lasts, at, lasts, at + 1, count - at);
        count++;
    }

    /** Takes the ranges that no gap parts from {@link #cumulative} any more into it. */
    private void absorb() {
        int absorbed = 0;
        while (absorbed < count && firsts[absorbed] <= cumulative + 1) {
            cumulative = Math.max(cumulative, lasts[absorbed]);
            absorbed++;
        }
        if (absorbed > 0) {
            remove(0, absorbed);
        }
    }

    private void remove(int at, int removed) {
        System.arraycopy(firsts, at + removed, firsts, at, count - at - removed);
        System.arraycopy(lasts, at + removed, lasts, at, count - at - removed);
        count -= removed;
    }
}
