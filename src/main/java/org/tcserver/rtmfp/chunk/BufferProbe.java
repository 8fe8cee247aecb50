package org.tcserver.rtmfp.chunk;

import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.MalformedException;
import org.tcserver.wire.Vlu;

/** Asks the receiver of a flow for a {@link DataAcknowledgement} with its current window (RFC 7016 §2.3.15). */
public record BufferProbe(long flowId) implements Chunk {
    static BufferProbe read(ByteReader in) throws MalformedException {
        return new BufferProbe(ExactVlu.read(in, "flow ID"));
    }

    @Override
    public ChunkType type() {
        return ChunkType.BUFFER_PROBE;
    }

    @Override
    public int payloadLength() {
        return Vlu.length(flowId);
    }

    @Override
    public void writePayload(ByteWriter out) {
        Vlu.write(out, flowId);
    }
}
