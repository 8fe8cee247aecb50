package org.tcserver.rtmp;

import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.MalformedException;

/** Requests a {@link PingResponse} with the same {@code timestamp}, which is the sender's time (RTMP 1.0 §7.1.7). */
record PingRequest(long timestamp) implements UserControl {
    static final int EVENT_TYPE = 6;

    /** Reads the fields after the event type. */
    static PingRequest read(ByteReader in) throws MalformedException {
        return new PingRequest(in.u32("PingRequest"));
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
