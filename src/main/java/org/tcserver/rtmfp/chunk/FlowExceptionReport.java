package org.tcserver.rtmfp.chunk;

import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.MalformedException;
import org.tcserver.wire.Vlu;

/**
 * Rejects a flow on behalf of its receiver (RFC 7016 §2.3.16).
 *
 * @param exception the application's reason, or 0
 */
public record FlowExceptionReport(long flowId, long exception) implements Chunk {
    static FlowExceptionReport read(ByteReader in) throws MalformedException {
        return new FlowExceptionReport(ExactVlu.read(in, "flow ID"), Vlu.read(in, "exception"));
    }

    @Override
    public ChunkType type() {
        return ChunkType.FLOW_EXCEPTION_REPORT;
    }

    @Override
    public int payloadLength() {
        return Vlu.length(flowId) + Vlu.length(exception);
    }

    @Override
    public void writePayload(ByteWriter out) {
        Vlu.write(out, flowId);
        Vlu.write(out, exception);
    }
}
