package org.tcserver.rtmp;

import java.util.Arrays;
import org.tcserver.tc.TcMessage;
import org.tcserver.wire.Bytes;

/**
 * The state of one chunk stream: the header fields that later chunks refer to, and the message being received.
 *
 * <p>All fields start at zero, because some cameras send a first chunk that is not of type 0. Confined to the
 * connection's reading thread.
 */
final class ChunkStream {
    private static final byte[] NONE = {};

    private int timestamp;
    private int timestampDelta;
    private boolean extended;
    private int messageLength;
    private int messageTypeId;
    private int messageStreamId;

    private boolean started;
    private byte[] payload = NONE;
    private int received;
    private int longest;

    /** Returns true from a message's first chunk until it is complete or aborted. */
    boolean isStarted() {
        return started;
    }

    /** Returns true if type 3 chunks of this chunk stream carry an extended timestamp. */
    boolean isExtended() {
        return extended;
    }

    int extendedTimestamp() {
        return timestampDelta;
    }

    int allocated() {
        return payload.length;
    }

    int missing() {
        return messageLength - received;
    }

    /** Starts a message with the header of its first chunk. */
    void start(ChunkHeader header) {
        if (header.type < 3) {
            timestampDelta = header.timestamp;
            extended = header.extended;
        }
        if (header.type <= 1) {
            messageLength = header.messageLength;
            messageTypeId = header.messageTypeId;
        }
        if (header.type == 0) {
            messageStreamId = header.messageStreamId;
            timestamp = header.timestamp;
        } else {
            timestamp += timestampDelta;
        }
        started = true;
    }

    /** Returns the allocation that {@code count} more bytes need, or {@link #allocated} if they fit. */
    int allocationFor(int count, int trusted) {
        if (payload.length - received >= count) {
            return payload.length;
        }
        int first = Math.max(ChunkParameters.FIRST_ALLOCATION, Math.min(longest, trusted));
        int wanted = Math.max(received + count, Math.max(first, 2 * payload.length));
        return Math.min(messageLength, wanted);
    }

    void reserve(int length) {
        if (length != payload.length) {
            payload = Arrays.copyOf(payload, length);
        }
    }

    /** Reads {@code count} bytes into the payload, which must have room. */
    void read(ChunkInput input, int count) {
        input.read(payload, received, count);
        received += count;
    }

    /** Returns the complete message. The next chunk starts another. */
    RtmpMessage finish() {
        longest = Math.max(longest, messageLength);
        var message = new TcMessage(messageTypeId, timestamp, Bytes.wrap(payload, 0, received));
        discard();
        return new RtmpMessage(messageStreamId, message);
    }

    /** Drops the unfinished message. Its timestamp remains the base of the next delta (errata §6). */
    void discard() {
        started = false;
        payload = NONE;
        received = 0;
    }
}
