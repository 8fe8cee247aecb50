package org.tcserver.rtws.message;

import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.MalformedException;
import org.tcserver.wire.Vlu;

/** Acknowledges a {@link FlowClose}; the flow ID is then free again. */
public record FlowCloseAck(long flowId) implements RtwsMessage {
    static final int TYPE = 0x5c;

    static FlowCloseAck read(ByteReader in) throws MalformedException {
        return new FlowCloseAck(FlowId.read(in));
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writeFields(ByteWriter out) {
        Vlu.write(out, flowId);
    }
}
