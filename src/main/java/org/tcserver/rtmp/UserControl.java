package org.tcserver.rtmp;

import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.MalformedException;

/**
 * A user control message: an event type and its data (RTMP 1.0 §6.2, §7.1.7). The server handles only pings. Immutable.
 */
sealed interface UserControl extends ControlMessage permits PingRequest, PingResponse, OtherUserControl {
    int TYPE_ID = 4;

    int eventType();

    void writeData(ByteWriter out);

    /** Reads an event. Accepts events that §7.1.7 does not list, because Flash players send several. */
    static UserControl read(ByteReader in) throws MalformedException {
        int eventType = in.u16("event type");
        return switch (eventType) {
            case PingRequest.EVENT_TYPE -> PingRequest.read(in);
            case PingResponse.EVENT_TYPE -> PingResponse.read(in);
            default -> new OtherUserControl(eventType, in.rest());
        };
    }

    @Override
    default int typeId() {
        return TYPE_ID;
    }

    @Override
    default void write(ByteWriter out) {
        out.u16(eventType());
        writeData(out);
    }
}
