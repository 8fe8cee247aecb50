package org.tcserver.rtws.message;

import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;

/** Requests a {@link PingReply} with the same message, which may be empty. */
public record Ping(Bytes message) implements RtwsMessage {
    static final int TYPE = 0x01;

    static Ping read(ByteReader in) {
        return new Ping(in.rest());
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
