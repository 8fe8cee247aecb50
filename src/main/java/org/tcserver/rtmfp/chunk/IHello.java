package org.tcserver.rtmfp.chunk;

import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/**
 * Initiator Hello: looks for the endpoint that the discriminator describes (RFC 7016 §2.3.2).
 *
 * @param tag the answer repeats it
 */
public record IHello(Bytes endpointDiscriminator, Bytes tag) implements Chunk {
    static IHello read(ByteReader in) throws MalformedException {
        return new IHello(LengthPrefixed.read(in, "endpoint discriminator"), in.rest());
    }

    @Override
    public ChunkType type() {
        return ChunkType.I_HELLO;
    }

    @Override
    public int payloadLength() {
        return LengthPrefixed.length(endpointDiscriminator) + tag.length();
    }

    @Override
    public void writePayload(ByteWriter out) {
        LengthPrefixed.write(out, endpointDiscriminator);
        out.bytes(tag);
    }
}
