package org.tcserver.rtmp;

import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.MalformedException;

/** A stream has had no messages for a while (RTMP 1.0 §7.1.7). */
record StreamDry(long streamId) implements UserControl {
    static final int EVENT_TYPE = 2;

    /** Reads what follows the event type. */
    static StreamDry read(ByteReader in) throws MalformedException {
        return new StreamDry(in.u32("StreamDry"));
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
