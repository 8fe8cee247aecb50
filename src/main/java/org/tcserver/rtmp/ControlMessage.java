package org.tcserver.rtmp;

import org.tcserver.tc.TcMessage;
import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.MalformedException;

/**
 * A protocol control message (RTMP 1.0 §5.4) or user control message (§6.2). Both use message stream 0 and chunk stream
 * 2. Readers ignore bytes after a message's fields. Immutable.
 */
sealed interface ControlMessage
        permits SetChunkSize, Abort, Acknowledgement, UserControl, WindowAckSize, SetPeerBandwidth {
    int CHUNK_STREAM_ID = 2;

    int typeId();

    void write(ByteWriter out);

    static boolean isControl(int typeId) {
        return typeId >= SetChunkSize.TYPE_ID && typeId <= SetPeerBandwidth.TYPE_ID;
    }

    /** Reads a message whose type {@link #isControl} accepts. */
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

    /**
     * Returns the message for the chunk stream. Its timestamp is 0, since receivers ignore those of control messages.
     */
    default TcMessage toMessage() {
        var out = new ByteWriter(16);
        write(out);
        return new TcMessage(typeId(), 0, out.toBytes());
    }
}
