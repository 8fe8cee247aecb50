package org.tcserver.rtmfp.chunk;

import org.tcserver.wire.ByteWriter;

/** Requests the end of the session (RFC 7016 §2.3.17). */
public record SessionCloseRequest() implements Chunk {
    public static final SessionCloseRequest INSTANCE = new SessionCloseRequest();

    @Override
    public ChunkType type() {
        return ChunkType.SESSION_CLOSE_REQUEST;
    }

    @Override
    public int payloadLength() {
        return 0;
    }

    @Override
    public void writePayload(ByteWriter out) {}
}
