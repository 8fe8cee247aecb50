package org.tcserver.rtmp;

import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;

/** A user control event that a server has no use for, listed in RTMP 1.0 §7.1.7 or not. */
record OtherUserControl(int eventType, Bytes data) implements UserControl {
    @Override
    public void writeData(ByteWriter out) {
        out.bytes(data);
    }
}
