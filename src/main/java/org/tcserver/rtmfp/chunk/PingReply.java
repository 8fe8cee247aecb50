package org.tcserver.rtmfp.chunk;

import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;

/** Answers a {@link Ping} with its message (RFC 7016 §2.3.10). */
public record PingReply(Bytes messageEcho) implements Chunk {
    static PingReply read(ByteReader in) {
        return new PingReply(in.rest());
    }

    @Override
    public ChunkType type() {
        return ChunkType.PING_REPLY;
    }

    @Override
    public int payloadLength() {
        return messageEcho.length();
    }

    @Override
    public void writePayload(ByteWriter out) {
        out.bytes(messageEcho);
    }
}
