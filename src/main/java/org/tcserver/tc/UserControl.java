package org.tcserver.tc;

import org.tcserver.wire.ByteWriter;

/** Builds user control messages about streams, which are sent on stream 0 (RTMP 1.0 §6.2, §7.1.7). */
public final class UserControl {
    private static final int STREAM_BEGIN = 0;

    private UserControl() {}

    /** Announces that the stream is ready for use. */
    public static TcMessage streamBegin(int streamId) {
        var payload = new ByteWriter(6).u16(STREAM_BEGIN).u32(streamId).toBytes();
        return new TcMessage(MessageType.USER_CONTROL, 0, payload);
    }
}
