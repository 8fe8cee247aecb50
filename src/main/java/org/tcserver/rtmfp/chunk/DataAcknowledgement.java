package org.tcserver.rtmfp.chunk;

import java.util.List;

/**
 * Acknowledges the fragments of a flow that arrived, and advertises its receive window (RFC 7016 §2.3.13, §2.3.14).
 *
 * <p>We read both encodings, but write only {@link DataAcknowledgementRanges}. The specification recommends the shorter
 * one. But common senders ignore bitmaps: they retransmit fragments that arrived, and reduce their window for nothing.
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
}
