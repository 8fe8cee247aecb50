package org.tcserver.rtmp;

import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.MalformedException;

/** A stream is a recorded one (RTMP 1.0 §7.1.7). */
record StreamIsRecorded(long streamId) implements UserControl {
    static final int EVENT_TYPE = 4;

    /** Reads what follows the event type. */
    static StreamIsRecorded read(ByteReader in) throws MalformedException {
        return new StreamIsRecorded(in.u32("StreamIsRecorded"));
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
