package org.tcserver.rtws.message;

import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;
import org.tcserver.wire.Vlu;

/** User data: a fragment that is not the last one of its message. */
public record UserDataMore(long flowId, Bytes data) implements RtwsMessage {
    static final int TYPE = 0x3d;

    static UserDataMore read(ByteReader in) throws MalformedException {
        return new UserDataMore(FlowId.read(in), in.rest());
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
