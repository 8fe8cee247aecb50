package org.tcserver.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.tcserver.wire.Bytes;

/** A complete received message and the arrival time of its last byte. Immutable. */
public record RtmpMessage(int type, int streamId, long timestamp, Bytes payload, long arrivedNanos) {
    public static final int SET_CHUNK_SIZE = 1;
    public static final int ABORT = 2;
    public static final int ACKNOWLEDGEMENT = 3;
    public static final int USER_CONTROL = 4;
    public static final int WINDOW_ACK_SIZE = 5;
    public static final int SET_PEER_BANDWIDTH = 6;
    public static final int AUDIO = 8;
    public static final int VIDEO = 9;
    public static final int DATA_AMF3 = 15;
    public static final int COMMAND_AMF3 = 17;
    public static final int DATA = 18;
    public static final int COMMAND = 20;
    public static final int AGGREGATE = 22;

    public boolean isCommand() {
        return type == COMMAND;
    }

    public AmfCommand command() {
        try {
            return AmfCommand.read(payload);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean isCommand(String name) {
        return isCommand() && command().name().equals(name);
    }

    public boolean isStatus(String code) {
        return isCommand("onStatus") && command().code().equals(code);
    }

    public boolean isData(String name) {
        var head = Amf0.write(name);
        return type == DATA
                && payload.length() >= head.length()
                && payload.slice(0, head.length()).equals(head);
    }

    public boolean isMedia() {
        return type == AUDIO || type == VIDEO;
    }

    /** Returns a short description for failure messages. */
    @Override
    public String toString() {
        var head = "type " + type + " stream " + streamId + " at " + timestamp + ": ";
        return switch (type) {
            case COMMAND -> head + command();
            case DATA -> head + payload.slice(0, Math.min(payload.length(), 60)).toText();
            default -> head + payload.slice(0, Math.min(payload.length(), 24)).toHex();
        };
    }
}
