package org.tcserver.rtmfp.chunk;

import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/**
 * Forwarded Initiator Hello: the {@link IHello} of another endpoint (RFC 7016 §2.3.3).
 *
 * @param replyAddress the address of the initiator, to which the answer goes
 */
public record FIHello(Bytes endpointDiscriminator, Address replyAddress, Bytes tag) implements Chunk {
    static FIHello read(ByteReader in) throws MalformedException {
        return new FIHello(LengthPrefixed.read(in, "endpoint discriminator"), Address.read(in), in.rest());
    }

    @Override
    public ChunkType type() {
        return ChunkType.FI_HELLO;
    }

    @Override
    public int payloadLength() {
        return LengthPrefixed.length(endpointDiscriminator) + replyAddress.length() + tag.length();
    }

    @Override
    public void writePayload(ByteWriter out) {
        LengthPrefixed.write(out, endpointDiscriminator);
        replyAddress.write(out);
        out.bytes(tag);
    }
}
