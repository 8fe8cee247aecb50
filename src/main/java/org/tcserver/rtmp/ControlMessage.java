package org.tcserver.rtmp;

import org.tcserver.tc.TcMessage;
import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.MalformedException;

/**
 * Protocol control messages (RTMP 1.0 §5.4) and user control messages (§6.2), which go on message stream 0 and chunk
 * stream 2. Bytes beyond a message's fields are ignored. Immutable.
 */
sealed interface ControlMessage
        permits SetChunkSize, Abort, Acknowledgement, UserControl, WindowAckSize, SetPeerBandwidth {
    int CHUNK_STREAM_ID = 2;

    int typeId();

    void write(ByteWriter out);

    static boolean isControl(int typeId) {
        return typeId >= SetChunkSize.TYPE_ID && typeId <= SetPeerBandwidth.TYPE_ID;
    }

    /** Reads a message whose type {@link #isControl}. */
    static ControlMessage read(TcMessage message) throws MalformedException {
        var in = new ByteReader(message.payload());
        return switch (message.type()) {
            case SetChunkSize.TYPE_ID -> SetChunkSize.read(in);
            case Abort.TYPE_ID -> Abort.read(in);
            case Acknowledgement.TYPE_ID -> Acknowledgement.read(in);
            case UserControl.TYPE_ID -> UserControl.read(in);
            case WindowAckSize.TYPE_ID -> WindowAckSize.read(in);
            case SetPeerBandwidth.TYPE_ID -> SetPeerBandwidth.read(in);
            default -> throw new IllegalArgumentException("not a control message: " + message);
        };
    }

    /** The message as the chunk stream carries it; timestamps of control messages are ignored, so it is 0. */
    default TcMessage toMessage() {
        var out = new ByteWriter(16);
        write(out);
        return new TcMessage(typeId(), 0, out.toBytes());
    }
}
