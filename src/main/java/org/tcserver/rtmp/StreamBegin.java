package org.tcserver.rtmp;

import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.MalformedException;

/** A stream can be used from now on (RTMP 1.0 §7.1.7). */
record StreamBegin(long streamId) implements UserControl {
    static final int EVENT_TYPE = 0;

    /** Reads what follows the event type. */
    static StreamBegin read(ByteReader in) throws MalformedException {
        return new StreamBegin(in.u32("Stream Begin"));
    }

    @Override
    public int eventType() {
        return EVENT_TYPE;
    }

    @Override
    public void writeData(ByteWriter out) {
        out.u32(streamId);
    }
}
