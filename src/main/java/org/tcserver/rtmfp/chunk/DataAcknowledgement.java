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

    /** Returns the number of blocks of 1024 bytes that the receiver has room for. */
    long bufferBlocksAvailable();

    /** Returns the number up to which all sequence numbers are acknowledged. */
    long cumulativeAck();

    /** Returns the acknowledged ranges above that, ascending, each after at least one missing number. */
    List<SequenceRange> ranges();
}
