package org.tcserver.rtmp;

import java.io.IOException;
import org.tcserver.tc.MessageType;
import org.tcserver.tc.TcMessage;
import org.tcserver.wire.ByteReader;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/**
 * Takes aggregate messages apart (RTMP 1.0 §7.1.6).
 *
 * <p>A sub-message has the header of an FLV tag, which is what all senders do and §6.1.1 draws differently: the
 * timestamp's lower 24 bits come before its upper 8. Its stream ID is ignored; timestamps are moved so that the first
 * one's is that of the aggregate. Sub-messages are copied, so that a cached keyframe does not hold on to the whole
 * aggregate. Only audio, video and data are let out: control and commands have no business there.
 */
final class Aggregates {
    /** Takes sub-messages one by one, as there may be very many. */
    interface Sink {
        void message(TcMessage message) throws IOException;
    }

    private static final int BACK_POINTER_LENGTH = 4;

    private Aggregates() {}

    /**
     * Passes the sub-messages on in order. The last back pointer may be missing; a truncated sub-message is an error,
     * found after those before it were passed on.
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
