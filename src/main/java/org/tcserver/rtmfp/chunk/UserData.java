package org.tcserver.rtmfp.chunk;

import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.MalformedException;
import org.tcserver.wire.Vlu;

/**
 * A fragment of a user message in a flow (RFC 7016 §2.3.11).
 *
 * @param sequenceNumber the number of this fragment in its flow, from 1 on
 * @param fsnOffset the difference to the Forward Sequence Number: at most the sequence number, and 0 only if abandoned
 */
public record UserData(long flowId, long sequenceNumber, long fsnOffset, UserFragment fragment) implements Chunk {
    static UserData read(ByteReader in) throws MalformedException {
        int flags = in.u8("user data flags");
        var userData = new UserData(
                ExactVlu.read(in, "flow ID"),
                ExactVlu.read(in, "sequence number"),
                ExactVlu.read(in, "forward sequence number offset"),
                UserFragment.read(flags, in));
        userData.check();
        return userData;
    }

    private void check() throws MalformedException {
        if (sequenceNumber == 0) {
            throw new MalformedException("sequence number 0");
        }
        if (fsnOffset > sequenceNumber) {
            throw new MalformedException("forward sequence number below 0");
        }
        if (fsnOffset == 0 && !fragment.abandon()) {
            throw new MalformedException("forward sequence number covers data that were not abandoned");
        }
    }

    /** Returns the number up to which the sender will not retransmit. */
    public long forwardSequenceNumber() {
        return sequenceNumber - fsnOffset;
    }

    @Override
    public ChunkType type() {
        return ChunkType.USER_DATA;
    }

    @Override
    public int payloadLength() {
        return 1 + Vlu.length(flowId) + Vlu.length(sequenceNumber) + Vlu.length(fsnOffset) + fragment.length();
    }

    @Override
    public void writePayload(ByteWriter out) {
        out.u8(fragment.flags());
        Vlu.write(out, flowId);
        Vlu.write(out, sequenceNumber);
        Vlu.write(out, fsnOffset);
        fragment.write(out);
    }
}
