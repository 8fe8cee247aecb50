package org.tcserver.rtmp;

import java.io.IOException;
import org.tcserver.tc.MessageType;
import org.tcserver.tc.TcMessage;
import org.tcserver.wire.ByteReader;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/**
 * A splitter of aggregate messages (RTMP 1.0 §7.1.6). Stateless.
 *
 * <p>A sub-message has the header of an FLV tag: the lower 24 bits of the timestamp precede its upper 8. All senders do
 * this, although §6.1.1 shows another layout. The splitter ignores the stream ID, and shifts timestamps so that the
 * first one equals that of the aggregate.
 *
 * <p>The splitter copies sub-messages, so that a cached keyframe does not retain the whole aggregate. It passes on only
 * audio, video and data: an aggregate must not contain control messages or commands.
 */
final class Aggregates {
    /** The receiver of sub-messages. It takes them one by one, since there may be very many. */
    interface Sink {
        void message(TcMessage message) throws IOException;
    }

    private static final int BACK_POINTER_LENGTH = 4;

    private Aggregates() {}

    /**
     * Passes the sub-messages on in order. The last back pointer may be missing. Throws at a truncated sub-message,
     * after passing on those before it.
     */
    static void split(TcMessage aggregate, Sink sink) throws IOException {
        var reader = new ByteReader(aggregate.payload());
        int offset = 0;
        for (boolean first = true; reader.hasRemaining(); first = false) {
            int type = reader.u8("sub-message type");
            int length = reader.u24("sub-message length");
            int timestamp = readTimestamp(reader);
            reader.skip(3, "sub-message stream ID");
            var payload = reader.bytes(length, "sub-message");
            skipBackPointer(reader);
            if (first) {
                offset = aggregate.timestamp() - timestamp;
            }
            if (isMediaOrData(type)) {
                sink.message(new TcMessage(type, timestamp + offset, Bytes.wrap(payload.toArray())));
            }
        }
    }

    private static int readTimestamp(ByteReader reader) throws MalformedException {
        int low = reader.u24("sub-message timestamp");
        return reader.u8("sub-message timestamp") << 24 | low;
    }

    private static void skipBackPointer(ByteReader reader) throws MalformedException {
        if (reader.hasRemaining()) {
            reader.skip(BACK_POINTER_LENGTH, "back pointer");
        }
    }

    private static boolean isMediaOrData(int type) {
        return switch (type) {
            case MessageType.AUDIO, MessageType.VIDEO, MessageType.DATA_AMF0, MessageType.DATA_AMF3 -> true;
            default -> false;
        };
    }
}
