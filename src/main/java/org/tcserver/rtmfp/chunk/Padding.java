package org.tcserver.rtmfp.chunk;

import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;

/** Zeros that make a packet longer. Receivers ignore them (RFC 7016 §2.3). */
public record Padding(int payloadLength) implements Chunk {
    static Padding read(ByteReader in) {
        return new Padding(in.rest().length());
    }

    @Override
    public ChunkType type() {
        return ChunkType.PADDING;
    }

    @Override
    public void writePayload(ByteWriter out) {
        for (int i = 0; i < payloadLength; i++) {
            out.u8(0);
        }
    }
}
