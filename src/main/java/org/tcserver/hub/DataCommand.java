package org.tcserver.hub;

import org.tcserver.amf.Amf0Arguments;
import org.tcserver.tc.TcMessage;

/** The server's interpretation of a data message. Immutable. */
sealed interface DataCommand {
    /** Any other data message: forward {@code message} to the subscribers. */
    record Forward(TcMessage message) implements DataCommand {}

    /** {@code @setDataFrame}: keep {@code message} for later subscribers under {@code name}, and forward it. */
    record SetDataFrame(String name, TcMessage message) implements DataCommand {}

    /** {@code @clearDataFrame}: delete the message kept under {@code name}. Forwards nothing. */
    record ClearDataFrame(String name) implements DataCommand {}

    static DataCommand of(TcMessage message) {
        var arguments = Amf0Arguments.readFirst(2, message.payload());
        var command = arguments.string(0);
        var name = arguments.string(1);
        if (command == null || name == null) {
            return new Forward(message);
        }
        return switch (command) {
            case "@setDataFrame" -> new SetDataFrame(name, withoutCommand(message, arguments));
            case "@clearDataFrame" -> new ClearDataFrame(name);
            default -> new Forward(message);
        };
    }

    private static TcMessage withoutCommand(TcMessage message, Amf0Arguments arguments) {
        return new TcMessage(message.type(), message.timestamp(), arguments.encodedFrom(1));
    }
}
