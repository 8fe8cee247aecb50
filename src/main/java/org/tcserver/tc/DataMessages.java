package org.tcserver.tc;

import org.jspecify.annotations.Nullable;
import org.tcserver.amf.Amf0Arguments;
import org.tcserver.amf.Amf0Writer;
import org.tcserver.amf.AmfValue;

/** Builds data messages, or converts them to a form that every client understands (RTMP 1.0 §7.1.2). */
public final class DataMessages {
    private DataMessages() {}

    /** Returns the message that allows a player to access the audio and video samples of its stream. */
    public static TcMessage rtmpSampleAccess() {
        return new TcMessage(
                MessageType.DATA_AMF0,
                0,
                Amf0Writer.encode(AmfValue.of("|RtmpSampleAccess"), AmfValue.of(true), AmfValue.of(true)));
    }

    /**
     * Converts a data message to type 18. For type 15 it removes the format selector. It converts AMF3 values as far as
     * it can read them, and keeps all other bytes. Returns null if the selector is unknown.
     */
    public static @Nullable TcMessage asAmf0(TcMessage message) {
        if (message.type() != MessageType.DATA_AMF3) {
            return message;
        }
        var selected = message.payload();
        if (selected.isEmpty() || selected.at(0) != MessageType.FORMAT_AMF0) {
            return null;
        }
        var payload = selected.slice(1);
        var arguments = Amf0Arguments.read(payload);
        return new TcMessage(
                MessageType.DATA_AMF0, message.timestamp(), arguments.hasAmf3() ? arguments.amf0From(0) : payload);
    }
}
