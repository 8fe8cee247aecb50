package org.tcserver.rtws.message;

import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;
import org.tcserver.wire.Vlu;

/**
 * Opens a flow from the sender that answers one from the receiver.
 *
 * @param returnAssociation the flow ID of the latter
 */
public record ReturnFlowOpen(long flowId, long returnAssociation, Bytes metadata) implements RtwsMessage {
    static final int TYPE = 0x30;

    static ReturnFlowOpen read(ByteReader in) throws MalformedException {
        return new ReturnFlowOpen(FlowId.read(in), FlowId.read(in), in.rest());
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writeFields(ByteWriter out) {
        Vlu.write(out, flowId);
        Vlu.write(out, returnAssociation);
        out.bytes(metadata);
    }
}
