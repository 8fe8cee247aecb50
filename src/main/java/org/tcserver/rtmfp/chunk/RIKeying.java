package org.tcserver.rtmfp.chunk;

import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/**
 * Responder Initial Keying: grants the session (RFC 7016 §2.3.8).
 *
 * @param responderSessionId the session ID of packets to the responder, all 32 bits
 */
public record RIKeying(int responderSessionId, Bytes sessionKeyResponderComponent, Bytes signature) implements Chunk {
    static RIKeying read(ByteReader in) throws MalformedException {
        return new RIKeying(
                in.i32("responder session ID"), LengthPrefixed.read(in, "session key responder component"), in.rest());
    }

    @Override
    public ChunkType type() {
        return ChunkType.RI_KEYING;
    }

    @Override
    public int payloadLength() {
        return Integer.BYTES + LengthPrefixed.length(sessionKeyResponderComponent) + signature.length();
    }

    @Override
    public void writePayload(ByteWriter out) {
        out.u32(responderSessionId);
        LengthPrefixed.write(out, sessionKeyResponderComponent);
        out.bytes(signature);
    }
}
