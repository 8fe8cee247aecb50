package org.tcserver.rtmfp.chunk;

import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;

/** Requests a {@link PingReply} with the same message, which may be empty (RFC 7016 §2.3.9). */
public record Ping(Bytes message) implements Chunk {
    static Ping read(ByteReader in) {
        return new Ping(in.rest());
    }

    @Override
    public ChunkType type() {
        return ChunkType.PING;
    }

    @Override
    public int payloadLength() {
        return message.length();
    }

    @Override
    public void writePayload(ByteWriter out) {
        out.bytes(message);
    }
}
