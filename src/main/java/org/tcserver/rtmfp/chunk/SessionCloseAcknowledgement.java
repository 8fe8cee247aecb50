package org.tcserver.rtmfp.chunk;

import org.tcserver.wire.ByteWriter;

/** Confirms the end of the session, in answer to a {@link SessionCloseRequest} (RFC 7016 §2.3.18). */
public record SessionCloseAcknowledgement() implements Chunk {
    public static final SessionCloseAcknowledgement INSTANCE = new SessionCloseAcknowledgement();

    @Override
    public ChunkType type() {
        return ChunkType.SESSION_CLOSE_ACKNOWLEDGEMENT;
    }

    @Override
    public int payloadLength() {
        return 0;
    }

    @Override
    public void writePayload(ByteWriter out) {}
}
