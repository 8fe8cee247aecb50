package org.tcserver.rtmp;

import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.MalformedException;

/** Reports the number of bytes received so far, modulo 2^32 (RTMP 1.0 §5.4.3). */
record Acknowledgement(long sequenceNumber) implements ControlMessage {
    static final int TYPE_ID = 3;

    static Acknowledgement read(ByteReader in) throws MalformedException {
        return new Acknowledgement(in.u32("Acknowledgement"));
    }

    @Override
    public int typeId() {
        return TYPE_ID;
    }

    @Override
    public void write(ByteWriter out) {
        out.u32(sequenceNumber);
    }
}
