package org.tcserver.tc;

import org.tcserver.wire.ByteWriter;

/** User control messages, which go out on stream 0 (RTMP 1.0 §6.2, §7.1.7). */
public final class UserControl {
    public static final int STREAM_BEGIN = 0;
    public static final int STREAM_EOF = 1;
    public static final int SET_BUFFER_LENGTH = 3;
    public static final int PING_REQUEST = 6;
    public static final int PING_RESPONSE = 7;

    private UserControl() {}

    /** The stream can be used from now on. */
    public static TcMessage streamBegin(int streamId) {
        return message(STREAM_BEGIN, streamId);
    }

    /** The client shall answer with a ping response that bears the same {@code timestamp}. */
    public static TcMessage pingRequest(int timestamp) {
        return message(PING_REQUEST, timestamp);
    }

    /** Answers the ping request that bore {@code timestamp}. */
    public static TcMessage pingResponse(int timestamp) {
        return message(PING_RESPONSE, timestamp);
    }

    private static TcMessage message(int eventType, int data) {
        var payload = new ByteWriter(6).u16(eventType).u32(data).toBytes();
        return new TcMessage(MessageType.USER_CONTROL, 0, payload);
    }
}
