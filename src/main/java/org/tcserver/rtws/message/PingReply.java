package org.tcserver.rtws.message;

import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;

/** Answers a {@link Ping} with its message. */
public record PingReply(Bytes message) implements RtwsMessage {
    static final int TYPE = 0x41;

    static PingReply read(ByteReader in) {
        return new PingReply(in.rest());
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writeFields(ByteWriter out) {
        out.bytes(message);
    }
}
