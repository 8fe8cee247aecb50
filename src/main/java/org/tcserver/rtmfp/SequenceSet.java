package org.tcserver.rtmfp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tcserver.rtmfp.chunk.SequenceRange;

/**
 * The SEQUENCE_SET of a receiving flow (RFC 7016 §3.6.3): all sequence numbers received, stored as a cumulative number
 * and ranges above it. Confined to its session's thread.
 */
final class SequenceSet {
    private long cumulative;
    private long[] firsts = new long[4];
    private long[] lasts = new long[4];
    private int count;

    /** Returns the Cumulative Acknowledgement Sequence Number: it and all lower ones were received. */
    long cumulative() {
        return cumulative;
    }

    boolean hasGaps() {
        return count > 0;
    }

    /** Returns the memory of the ranges, in bytes. */
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

    /** Adds {@code number}. Returns false if it is too far ahead or there are too many gaps. */
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

    /** Returns the ranges above {@link #cumulative()}. */
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

    /**
     * Returns the index of the first range that does not end before {@code number}. Searches from the end, because most
     * numbers are new and the highest.
     */
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

    /** Merges the ranges that adjoin {@link #cumulative} into it. */
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
