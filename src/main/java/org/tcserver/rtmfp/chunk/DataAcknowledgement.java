package org.tcserver.rtmfp.chunk;

import java.util.List;

/**
 * What a flow's receiver has got of it, and how much more it can take; of the two encodings a sender takes the shorter
 * (RFC 7016 §2.3.13, §2.3.14).
 */
public sealed interface DataAcknowledgement extends Chunk permits DataAcknowledgementBitmap, DataAcknowledgementRanges {
    int BUFFER_BLOCK_BYTES = 1024;

    long flowId();

    /** How many blocks of 1024 bytes the receiver can take. */
    long bufferBlocksAvailable();

    /** Every sequence number up to this one is acknowledged. */
    long cumulativeAck();

    /** What is acknowledged besides, ascending, with at least one number missing before each range. */
    List<SequenceRange> ranges();

    /**
     * The shorter encoding of an acknowledgement, its end left out as far as {@code maxLength} bytes (of the
     * whole chunk) demand; the numbers alone are never left out. {@code ranges} is as {@link #ranges()} says.
     */
    static DataAcknowledgement of(
            long flowId, long bufferBlocksAvailable, long cumulativeAck, List<SequenceRange> ranges, int maxLength) {
        var asRanges = new DataAcknowledgementRanges(flowId, bufferBlocksAvailable, cumulativeAck, ranges);
        var asBitmap = DataAcknowledgementBitmap.of(asRanges);
        return asBitmap == null ? asRanges.shortenedTo(maxLength) : asBitmap.shortenedTo(maxLength);
    }
}
