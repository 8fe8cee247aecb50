package org.tcserver.rtws.message;

import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.MalformedException;
import org.tcserver.wire.Vlu;

/** Closes a flow; no data follows. */
public record FlowClose(long flowId) implements RtwsMessage {
    static final int TYPE = 0x1c;

    static FlowClose read(ByteReader in) throws MalformedException {
        return new FlowClose(FlowId.read(in));
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
