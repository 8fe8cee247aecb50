package org.tcserver.rtmp;

import java.util.Arrays;
import org.tcserver.tc.TcMessage;
import org.tcserver.wire.Bytes;

/**
 * What later chunks of one chunk stream refer to, and the message that is being received on it.
 *
 * <p>It begins with zeros everywhere: cameras are known whose first chunk is not of type 0. Confined to the
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

    /** True from a message's first chunk until it is complete or aborted. */
    boolean isStarted() {
        return started;
    }

    /** True if type 3 chunks of this chunk stream bear an extended timestamp. */
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

    /** Begins a message with the chunk header that came first. */
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

    /** What {@link #reserve} would allocate for {@code count} more bytes; {@link #allocated} if they fit. */
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

    /** Takes {@code count} bytes, for which there is room. */
    void read(ChunkInput input, int count) {
        input.read(payload, received, count);
        received += count;
    }

    /** The complete message; the next chunk begins another. */
    RtmpMessage finish() {
        longest = Math.max(longest, messageLength);
        var message = new TcMessage(messageTypeId, timestamp, Bytes.wrap(payload, 0, received));
        discard();
        return new RtmpMessage(messageStreamId, message);
    }

    /** Drops the unfinished message; its timestamp stays the base of the next delta (errata §6). */
    void discard() {
        started = false;
        payload = NONE;
        received = 0;
    }
}
