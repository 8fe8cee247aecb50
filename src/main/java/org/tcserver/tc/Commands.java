package org.tcserver.tc;

import org.tcserver.amf.Amf0Writer;
import org.tcserver.amf.AmfObject;
import org.tcserver.amf.AmfValue;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;

/**
 * Builds the commands that a server sends. Each is a complete AMF0 command message with timestamp 0 and a null command
 * object (RTMP 1.0 §7.2).
 */
public final class Commands {
    private Commands() {}

    /** Returns a response to the command with the transaction ID. */
    public static TcMessage result(double transactionId, AmfValue value) {
        return command("_result", transactionId, value);
    }

    /** Returns a response to a failed command. */
    public static TcMessage error(double transactionId, AmfObject info) {
        return command("_error", transactionId, info);
    }

    /** Returns a status message about the client's connection or stream. */
    public static TcMessage onStatus(AmfObject info) {
        return command("onStatus", 0, info);
    }

    /** Returns {@code onFCPublish}, which some encoders wait for before they publish. */
    public static TcMessage onFcPublish(AmfObject info) {
        return command("onFCPublish", 0, info);
    }

    /** Returns {@code onFCSubscribe}, the counterpart for players. */
    public static TcMessage onFcSubscribe(AmfObject info) {
        return command("onFCSubscribe", 0, info);
    }

    /**
     * Returns a message that one client sends to another by {@code relay} or {@code broadcast}.
     *
     * @param senderName the sender's publisher name; empty: omitted
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

    /** Reports to a client that a watched client disconnected. */
    public static TcMessage onDisconnected(String connectionId) {
        return onDisconnected(AmfValue.of(connectionId));
    }

    /** Does the same for a watch request whose argument is not a connection ID. */
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
