package org.tcserver.rtmp;

import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.MalformedException;

/** Answers a {@link PingRequest} with its {@code timestamp} (RTMP 1.0 §7.1.7). */
record PingResponse(long timestamp) implements UserControl {
    static final int EVENT_TYPE = 7;

    /** Reads the fields after the event type. */
    static PingResponse read(ByteReader in) throws MalformedException {
        return new PingResponse(in.u32("PingResponse"));
    }

    @Override
    public int eventType() {
        return EVENT_TYPE;
    }

    @Override
    public void writeData(ByteWriter out) {
        out.u32(timestamp);
    }
}
