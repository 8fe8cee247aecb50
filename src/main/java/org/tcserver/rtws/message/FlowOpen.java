package org.tcserver.rtws.message;

import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;
import org.tcserver.wire.Vlu;

/** Opens a flow from the sender. {@code metadata} describes its purpose. */
public record FlowOpen(long flowId, Bytes metadata) implements RtwsMessage {
    static final int TYPE = 0x10;

    static FlowOpen read(ByteReader in) throws MalformedException {
        return new FlowOpen(FlowId.read(in), in.rest());
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writeFields(ByteWriter out) {
        Vlu.write(out, flowId);
        out.bytes(metadata);
    }
}
