package org.tcserver.rtmp;

import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.MalformedException;

/** How much the client buffers of a stream (RTMP 1.0 §7.1.7). */
record SetBufferLength(long streamId, long bufferMillis) implements UserControl {
    static final int EVENT_TYPE = 3;

    /** Reads what follows the event type. */
    static SetBufferLength read(ByteReader in) throws MalformedException {
        return new SetBufferLength(in.u32("SetBuffer Length"), in.u32("buffer length"));
    }

    @Override
    public int eventType() {
        return EVENT_TYPE;
    }

    @Override
    public void writeData(ByteWriter out) {
        out.u32(streamId).u32(bufferMillis);
    }
}
