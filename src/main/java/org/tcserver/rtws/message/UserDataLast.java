package org.tcserver.rtws.message;

import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;
import org.tcserver.wire.Vlu;

/** User data: the last fragment of a message, or a whole one. */
public record UserDataLast(long flowId, Bytes data) implements RtwsMessage {
    static final int TYPE = 0x1d;

    static UserDataLast read(ByteReader in) throws MalformedException {
        return new UserDataLast(FlowId.read(in), in.rest());
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writeFields(ByteWriter out) {
        Vlu.write(out, flowId);
        out.bytes(data);
    }
}
