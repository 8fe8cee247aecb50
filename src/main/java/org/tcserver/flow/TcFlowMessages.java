package org.tcserver.flow;

import org.tcserver.tc.MessageType;
import org.tcserver.tc.Outgoing;
import org.tcserver.tc.TcMessage;
import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/** The format of TC messages in flows: type, timestamp, payload (RFC 7425 §5.1.2). Stateless. */
final class TcFlowMessages {
    static final int HEAD_BYTES = 5;

    private static final int FIRST_CONTROL_TYPE = 1;
    private static final int LAST_CONTROL_TYPE = 6;

    private TcFlowMessages() {}

    static TcMessage read(Bytes message) throws MalformedException {
        var in = new ByteReader(message);
        int type = in.u8("message type");
        int timestamp = in.i32("message timestamp");
        return new TcMessage(type, timestamp, in.rest());
    }

    static Bytes head(Outgoing out) {
        return new ByteWriter(HEAD_BYTES)
                .u8(out.message().type())
                .u32(out.timestamp())
                .toBytes();
    }

    /** Returns true if messages of this type concern only RTMP's chunk stream. Flows ignore them (§5.1). */
    static boolean isChunkStreamControl(int type) {
        return type >= FIRST_CONTROL_TYPE && type <= LAST_CONTROL_TYPE && type != MessageType.USER_CONTROL;
    }
}
