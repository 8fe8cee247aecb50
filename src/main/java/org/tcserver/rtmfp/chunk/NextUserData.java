package org.tcserver.rtmfp.chunk;

import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.MalformedException;

/**
 * The fragment after the {@link UserData} or {@link NextUserData} that precedes it in the same packet. It has the same
 * flow and Forward Sequence Number (RFC 7016 §2.3.12). {@link Packet#read} converts it to a {@link UserData}.
 */
public record NextUserData(UserFragment fragment) implements Chunk {
    static NextUserData read(ByteReader in) throws MalformedException {
        return new NextUserData(UserFragment.read(in.u8("next user data flags"), in));
    }

    /**
     * Returns the equivalent {@link UserData} after {@code previous}. Throws if its sequence number would be too large.
     */
    UserData following(UserData previous) throws MalformedException {
        if (previous.sequenceNumber() == Long.MAX_VALUE - 1) {
            throw new MalformedException("next sequence number is too large");
        }
        return new UserData(previous.flowId(), previous.sequenceNumber() + 1, previous.fsnOffset() + 1, fragment);
    }

    @Override
    public ChunkType type() {
        return ChunkType.NEXT_USER_DATA;
    }

    @Override
    public int payloadLength() {
        return 1 + fragment.length();
    }

    @Override
    public void writePayload(ByteWriter out) {
        out.u8(fragment.flags());
        fragment.write(out);
    }
}
