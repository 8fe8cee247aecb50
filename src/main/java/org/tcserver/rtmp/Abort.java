package org.tcserver.rtmp;

import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.MalformedException;

/** Aborts the unfinished message of a chunk stream (RTMP 1.0 §5.4.2, errata §6). */
record Abort(long chunkStreamId) implements ControlMessage {
    static final int TYPE_ID = 2;

    static Abort read(ByteReader in) throws MalformedException {
        return new Abort(in.u32("Abort Message"));
    }

    @Override
    public int typeId() {
        return TYPE_ID;
    }

    @Override
    public void write(ByteWriter out) {
        out.u32(chunkStreamId);
    }
}
