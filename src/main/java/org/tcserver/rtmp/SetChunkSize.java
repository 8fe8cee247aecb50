package org.tcserver.rtmp;

import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.MalformedException;

/** Sets the largest size of the sender's later chunks (RTMP 1.0 §5.4.1): 1 to 2^31 − 1 bytes. */
record SetChunkSize(int chunkSize) implements ControlMessage {
    static final int TYPE_ID = 1;

    static SetChunkSize read(ByteReader in) throws MalformedException {
        int chunkSize = in.i32("Set Chunk Size");
        if (chunkSize < 1) {
            throw new MalformedException("chunk size " + Integer.toUnsignedString(chunkSize));
        }
        return new SetChunkSize(chunkSize);
    }

    @Override
    public int typeId() {
        return TYPE_ID;
    }

    @Override
    public void write(ByteWriter out) {
        out.u32(chunkSize);
    }
}
