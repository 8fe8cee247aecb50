package org.tcserver.rtws.message;

import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.MalformedException;
import org.tcserver.wire.Vlu;

/**
 * Abandons the message in transmission, or else messages that were never started.
 *
 * @param countMinusOne the number of further abandoned messages; 0 is omitted on the wire
 */
public record AbandonMessage(long flowId, long countMinusOne) implements RtwsMessage {
    static final int TYPE = 0x1a;

    static AbandonMessage read(ByteReader in) throws MalformedException {
        long flowId = FlowId.read(in);
        return new AbandonMessage(flowId, in.hasRemaining() ? Vlu.read(in, "abandon count") : 0);
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writeFields(ByteWriter out) {
        Vlu.write(out, flowId);
        if (countMinusOne > 0) {
            Vlu.write(out, countMinusOne);
        }
    }
}
