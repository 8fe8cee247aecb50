package org.tcserver.rtmp;

import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;

/** A user control event that RTMP 1.0 §7.1.7 does not list; it is ignored. */
record UnknownUserControl(int eventType, Bytes data) implements UserControl {
    @Override
    public void writeData(ByteWriter out) {
        out.bytes(data);
    }
}
