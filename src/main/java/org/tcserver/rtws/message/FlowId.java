package org.tcserver.rtws.message;

import org.tcserver.wire.ByteReader;
import org.tcserver.wire.MalformedException;
import org.tcserver.wire.Vlu;

/** Flow IDs on the wire. Stateless. */
final class FlowId {
    private FlowId() {}

    /** Reads a flow ID; one that does not fit, and so could be taken for another, is malformed. */
    static long read(ByteReader in) throws MalformedException {
        long flowId = Vlu.read(in, "flow ID");
        if (flowId == Long.MAX_VALUE) {
            throw new MalformedException("flow ID beyond all bounds");
        }
        return flowId;
    }
}
