package org.tcserver.rtws.message;

import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.MalformedException;
import org.tcserver.wire.Vlu;

/**
 * Acknowledges data of a flow.
 *
 * @param deltaByteCount bytes in user data messages since the last acknowledgement, headers included
 * @param bufferAdvertisement the number of further bytes that the receiver has room for
 */
public record DataAck(long flowId, long deltaByteCount, long bufferAdvertisement) implements RtwsMessage {
    static final int TYPE = 0x5a;

    static DataAck read(ByteReader in) throws MalformedException {
        return new DataAck(FlowId.read(in), Vlu.read(in, "delta byte count"), Vlu.read(in, "buffer advertisement"));
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writeFields(ByteWriter out) {
        Vlu.write(out, flowId);
        Vlu.write(out, deltaByteCount);
        Vlu.write(out, bufferAdvertisement);
    }
}
