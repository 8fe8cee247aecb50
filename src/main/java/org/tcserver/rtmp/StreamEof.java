package org.tcserver.rtmp;

import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.MalformedException;

/** Playback on a stream is over (RTMP 1.0 §7.1.7). */
record StreamEof(long streamId) implements UserControl {
    static final int EVENT_TYPE = 1;

    /** Reads what follows the event type. */
    static StreamEof read(ByteReader in) throws MalformedException {
        return new StreamEof(in.u32("Stream EOF"));
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
