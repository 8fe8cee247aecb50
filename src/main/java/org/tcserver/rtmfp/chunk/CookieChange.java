package org.tcserver.rtmfp.chunk;

import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/** RHello Cookie Change: asks for another {@link IIKeying}, with the new cookie (RFC 7016 §2.3.6). */
public record CookieChange(Bytes oldCookie, Bytes newCookie) implements Chunk {
    static CookieChange read(ByteReader in) throws MalformedException {
        return new CookieChange(LengthPrefixed.read(in, "old cookie"), in.rest());
    }

    @Override
    public ChunkType type() {
        return ChunkType.COOKIE_CHANGE;
    }

    @Override
    public int payloadLength() {
        return LengthPrefixed.length(oldCookie) + newCookie.length();
    }

    @Override
    public void writePayload(ByteWriter out) {
        LengthPrefixed.write(out, oldCookie);
        out.bytes(newCookie);
    }
}
