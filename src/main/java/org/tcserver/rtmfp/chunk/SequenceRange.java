package org.tcserver.rtmfp.chunk;

/** The sequence numbers {@code first} to {@code last}, both included. Immutable. */
public record SequenceRange(long first, long last) {
    public SequenceRange {
        if (first < 0 || last < first) {
            throw new IllegalArgumentException("no range: " + first + " to " + last);
        }
    }
}
