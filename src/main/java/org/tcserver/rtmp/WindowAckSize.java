package org.tcserver.rtmp;

import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.MalformedException;

/** Asks the receiver for an acknowledgement every {@code windowSize} bytes (RTMP 1.0 §5.4.4). */
record WindowAckSize(long windowSize) implements ControlMessage {
    static final int TYPE_ID = 5;

    static WindowAckSize read(ByteReader in) throws MalformedException {
        return new WindowAckSize(in.u32("Window Acknowledgement Size"));
    }

    @Override
    public int typeId() {
        return TYPE_ID;
    }

    @Override
    public void write(ByteWriter out) {
        out.u32(windowSize);
    }
}
