package org.tcserver.rtws.message;

import org.jspecify.annotations.Nullable;
import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/**
 * A message of RTWebSocket: the payload of one binary WebSocket message. Numbers are VLUs (RFC 7016 §2.1.2). If a
 * message ends with a number, the reader ignores bytes after it. Immutable.
 */
public sealed interface RtwsMessage
        permits Ping,
                PingReply,
                SetAckWindow,
                FlowOpen,
                ReturnFlowOpen,
                UserDataLast,
                UserDataMore,
                AbandonMessage,
                FlowClose,
                DataAck,
                FlowCloseAck,
                FlowException {
    /** Returns the first byte. */
    int type();

    /** Writes the fields after the type. */
    void writeFields(ByteWriter out);

    /** Parses a message. Returns null if it is empty or of an unknown type. */
    static @Nullable RtwsMessage read(Bytes bytes) throws MalformedException {
        if (bytes.isEmpty()) {
            return null;
        }
        var in = new ByteReader(bytes);
        return switch (in.u8("message type")) {
            case Ping.TYPE -> Ping.read(in);
            case PingReply.TYPE -> PingReply.read(in);
            case SetAckWindow.TYPE -> SetAckWindow.read(in);
            case FlowOpen.TYPE -> FlowOpen.read(in);
            case ReturnFlowOpen.TYPE -> ReturnFlowOpen.read(in);
            case UserDataLast.TYPE -> UserDataLast.read(in);
            case UserDataMore.TYPE -> UserDataMore.read(in);
            case AbandonMessage.TYPE -> AbandonMessage.read(in);
            case FlowClose.TYPE -> FlowClose.read(in);
            case DataAck.TYPE -> DataAck.read(in);
            case FlowCloseAck.TYPE -> FlowCloseAck.read(in);
            case FlowException.TYPE -> FlowException.read(in);
            default -> null;
        };
    }

    default Bytes toBytes() {
        var out = new ByteWriter(32).u8(type());
        writeFields(out);
        return out.toBytes();
    }
}
