package org.tcserver.rtmp;

import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.MalformedException;

/** User control messages: an event type and its data (RTMP 1.0 §6.2, §7.1.7). Immutable. */
sealed interface UserControl extends ControlMessage
        permits StreamBegin,
                StreamEof,
                StreamDry,
                SetBufferLength,
                StreamIsRecorded,
                PingRequest,
                PingResponse,
                UnknownUserControl {
    int TYPE_ID = 4;

    int eventType();

    void writeData(ByteWriter out);

    /** Events that §7.1.7 does not list are legal, Flash players send several. */
    static UserControl read(ByteReader in) throws MalformedException {
        int eventType = in.u16("event type");
        return switch (eventType) {
            case StreamBegin.EVENT_TYPE -> StreamBegin.read(in);
            case StreamEof.EVENT_TYPE -> StreamEof.read(in);
            case StreamDry.EVENT_TYPE -> StreamDry.read(in);
            case SetBufferLength.EVENT_TYPE -> SetBufferLength.read(in);
            case StreamIsRecorded.EVENT_TYPE -> StreamIsRecorded.read(in);
            case PingRequest.EVENT_TYPE -> PingRequest.read(in);
            case PingResponse.EVENT_TYPE -> PingResponse.read(in);
            default -> new UnknownUserControl(eventType, in.rest());
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
