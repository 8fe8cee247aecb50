package org.tcserver.flow;

import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;
import org.tcserver.wire.Vlu;

/**
 * The metadata of a flow for TC messages (RFC 7425 §5.1.1). Immutable.
 *
 * @param streamId the stream of all messages in the flow
 * @param networkOrder whether the sender prefers delivery in the order of arrival
 */
record TcMetadata(int streamId, boolean networkOrder) {
    private static final int STREAM_ID_PRESENT = 0x04;
    private static final int NETWORK_ORDER = 0x01;
    private static final int MAX_STREAM_ID = 0xff_ffff;

    static TcMetadata read(Bytes metadata) throws MalformedException {
        var in = new ByteReader(metadata);
        if (in.u8("flow signature") != 'T' || in.u8("flow signature") != 'C') {
            throw new MalformedException("flow is not for TC messages");
        }
        int flags = in.u8("flow flags");
        if ((flags & STREAM_ID_PRESENT) == 0) {
            throw new MalformedException("flow without stream ID");
        }
        long streamId = Vlu.read(in, "stream ID");
        if (streamId > MAX_STREAM_ID) {
            throw new MalformedException("stream ID " + streamId);
        }
        return new TcMetadata((int) streamId, (flags & NETWORK_ORDER) != 0);
    }

    /** Returns true if {@code metadata} describes a flow of stream {@code streamId}. */
    static boolean isForStream(int streamId, Bytes metadata) {
        try {
            return read(metadata).streamId == streamId;
        } catch (MalformedException e) {
            return false;
        }
    }

    Bytes toBytes() {
        var out = new ByteWriter(8).u8('T').u8('C').u8(STREAM_ID_PRESENT | (networkOrder ? NETWORK_ORDER : 0));
        Vlu.write(out, streamId);
        return out.toBytes();
    }
}
