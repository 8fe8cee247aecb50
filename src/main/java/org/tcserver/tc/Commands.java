package org.tcserver.tc;

import org.tcserver.amf.Amf0Writer;
import org.tcserver.amf.AmfObject;
import org.tcserver.amf.AmfValue;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;

/**
 * The commands that a server sends, each as a whole AMF0 command message with timestamp 0 (RTMP 1.0 §7.2). Their command
 * object is always null.
 */
public final class Commands {
    private Commands() {}

    /** The answer to the command with that transaction ID. */
    public static TcMessage result(double transactionId, AmfValue value) {
        return command("_result", transactionId, value);
    }

    /** The answer to a command that failed. */
    public static TcMessage error(double transactionId, AmfObject info) {
        return command("_error", transactionId, info);
    }

    /** Tells a client what became of its connection or stream. */
    public static TcMessage onStatus(AmfObject info) {
        return command("onStatus", 0, info);
    }

    /** {@code onFCPublish}: encoders made for one kind of server wait for it. */
    public static TcMessage onFcPublish(AmfObject info) {
        return command("onFCPublish", 0, info);
    }

    /** {@code onFCSubscribe}: the counterpart for players. */
    public static TcMessage onFcSubscribe(AmfObject info) {
        return command("onFCSubscribe", 0, info);
    }

    /**
     * Passes on what a client relays or broadcasts.
     *
     * @param senderName the sender's publisher name; empty: not told
     * @param arguments AMF0 values, passed on byte for byte
     */
    public static TcMessage onRelay(String sender, String senderName, Bytes arguments) {
        var header = AmfObject.builder()
                .member("sender", sender)
                .member("senderName", senderName.isEmpty() ? null : senderName)
                .build();
        var command = payload("onRelay", 0, header);
        var out = new ByteWriter(command.length() + arguments.length());
        return message(out.bytes(command).bytes(arguments).toBytes());
    }

    /** A client that was watched is gone. */
    public static TcMessage onDisconnected(String connectionId) {
        return onDisconnected(AmfValue.of(connectionId));
    }

    /** As {@link #onDisconnected(String)}, for what was asked for and is no connection ID. */
    public static TcMessage onDisconnected(AmfValue asked) {
        return command("onDisconnected", 0, asked);
    }

    private static TcMessage command(String name, double transactionId, AmfValue argument) {
        return message(payload(name, transactionId, argument));
    }

    private static Bytes payload(String name, double transactionId, AmfValue argument) {
        return Amf0Writer.encode(AmfValue.of(name), AmfValue.of(transactionId), AmfValue.NULL, argument);
    }

    private static TcMessage message(Bytes payload) {
        return new TcMessage(MessageType.COMMAND_AMF0, 0, payload);
    }
}
