package org.tcserver.rtws.message;

import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.MalformedException;
import org.tcserver.wire.Vlu;

/**
 * Rejects a flow on behalf of its receiver.
 *
 * @param reasonCode the application's reason; 0 if omitted on the wire
 * @param description text for humans, perhaps empty
 */
public record FlowException(long flowId, long reasonCode, String description) implements RtwsMessage {
    static final int TYPE = 0x5e;

    static FlowException read(ByteReader in) throws MalformedException {
        long flowId = FlowId.read(in);
        long reasonCode = in.hasRemaining() ? Vlu.read(in, "reason code") : 0;
        return new FlowException(flowId, reasonCode, in.rest().toText());
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writeFields(ByteWriter out) {
        Vlu.write(out, flowId);
        Vlu.write(out, reasonCode);
        out.utf8(description);
    }
}
