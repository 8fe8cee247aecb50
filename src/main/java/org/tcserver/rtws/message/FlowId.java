package org.tcserver.rtws.message;

import org.tcserver.wire.ByteReader;
import org.tcserver.wire.MalformedException;
import org.tcserver.wire.Vlu;

/** Flow IDs on the wire. Stateless. */
final class FlowId {
    private FlowId() {}

    /** Reads a flow ID. Refuses one that does not fit into a {@code long}, since it could be mistaken for another. */
    static long read(ByteReader in) throws MalformedException {
        long flowId = Vlu.read(in, "flow ID");
        if (flowId == Long.MAX_VALUE) {
            throw new MalformedException("flow ID beyond all bounds");
        }
        return flowId;
    }
}
