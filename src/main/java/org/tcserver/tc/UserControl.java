package org.tcserver.tc;

import org.tcserver.wire.ByteWriter;

/** User control messages about streams, which go out on stream 0 (RTMP 1.0 §6.2, §7.1.7). */
public final class UserControl {
    private static final int STREAM_BEGIN = 0;

    private UserControl() {}

    /** The stream can be used from now on. */
    public static TcMessage streamBegin(int streamId) {
        var payload = new ByteWriter(6).u16(STREAM_BEGIN).u32(streamId).toBytes();
        return new TcMessage(MessageType.USER_CONTROL, 0, payload);
    }
}
