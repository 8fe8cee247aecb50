package org.tcserver.rtmfp.chunk;

/** The sequence numbers from {@code first} to {@code last}, inclusive. Immutable. */
public record SequenceRange(long first, long last) {
    public SequenceRange {
        if (first < 0 || last < first) {
            throw new IllegalArgumentException("no range: " + first + " to " + last);
        }
    }
}
