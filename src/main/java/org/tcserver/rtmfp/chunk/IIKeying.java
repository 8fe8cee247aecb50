package org.tcserver.rtmfp.chunk;

import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/**
 * Initiator Initial Keying: requests a session (RFC 7016 §2.3.7).
 *
 * @param initiatorSessionId the session ID of packets to the initiator, all 32 bits
 * @param cookieEcho the cookie of the {@link RHello}
 */
public record IIKeying(
        int initiatorSessionId,
        Bytes cookieEcho,
        Bytes initiatorCertificate,
        Bytes sessionKeyInitiatorComponent,
        Bytes signature)
        implements Chunk {
    static IIKeying read(ByteReader in) throws MalformedException {
        return new IIKeying(
                in.i32("initiator session ID"),
                LengthPrefixed.read(in, "cookie echo"),
                LengthPrefixed.read(in, "initiator certificate"),
                LengthPrefixed.read(in, "session key initiator component"),
                in.rest());
    }

    @Override
    public ChunkType type() {
        return ChunkType.II_KEYING;
    }

    @Override
    public int payloadLength() {
        return Integer.BYTES
                + LengthPrefixed.length(cookieEcho)
                + LengthPrefixed.length(initiatorCertificate)
                + LengthPrefixed.length(sessionKeyInitiatorComponent)
                + signature.length();
    }

    @Override
    public void writePayload(ByteWriter out) {
        out.u32(initiatorSessionId);
        LengthPrefixed.write(out, cookieEcho);
        LengthPrefixed.write(out, initiatorCertificate);
        LengthPrefixed.write(out, sessionKeyInitiatorComponent);
        out.bytes(signature);
    }
}
