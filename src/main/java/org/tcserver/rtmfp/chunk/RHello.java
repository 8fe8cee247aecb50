package org.tcserver.rtmfp.chunk;

import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/**
 * Responder Hello: answers an {@link IHello} (RFC 7016 §2.3.4).
 *
 * @param cookie the responder's state, which the {@link IIKeying} returns
 */
public record RHello(Bytes tagEcho, Bytes cookie, Bytes responderCertificate) implements Chunk {
    static RHello read(ByteReader in) throws MalformedException {
        return new RHello(LengthPrefixed.read(in, "tag echo"), LengthPrefixed.read(in, "cookie"), in.rest());
    }

    @Override
    public ChunkType type() {
        return ChunkType.R_HELLO;
    }

    @Override
    public int payloadLength() {
        return LengthPrefixed.length(tagEcho) + LengthPrefixed.length(cookie) + responderCertificate.length();
    }

    @Override
    public void writePayload(ByteWriter out) {
        LengthPrefixed.write(out, tagEcho);
        LengthPrefixed.write(out, cookie);
        out.bytes(responderCertificate);
    }
}
