package org.tcserver.rtmp;

import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;

/** A user control event that the server ignores, whether or not RTMP 1.0 §7.1.7 lists it. */
record OtherUserControl(int eventType, Bytes data) implements UserControl {
    @Override
    public void writeData(ByteWriter out) {
        out.bytes(data);
    }
}
