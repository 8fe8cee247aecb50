package org.tcserver.tc;

import org.jspecify.annotations.Nullable;
import org.tcserver.amf.Amf0Arguments;
import org.tcserver.amf.Amf0Writer;
import org.tcserver.amf.AmfValue;

/** Data messages that the server makes, or makes fit for every client (RTMP 1.0 §7.1.2). */
public final class DataMessages {
    private DataMessages() {}

    /** Tells a player that it may look at what it plays. */
    public static TcMessage rtmpSampleAccess() {
        return new TcMessage(
                MessageType.DATA_AMF0,
                0,
                Amf0Writer.encode(AmfValue.of("|RtmpSampleAccess"), AmfValue.of(true), AmfValue.of(true)));
    }

    /**
     * The data message {@code message} as one of type 18. Of type 15 the format selector is taken off; values in AMF3 are
     * written anew, as far as they can be read, everything else keeps its bytes. Null if the selector is unknown.
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
