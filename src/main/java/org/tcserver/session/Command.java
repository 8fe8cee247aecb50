package org.tcserver.session;

import org.jspecify.annotations.Nullable;
import org.tcserver.amf.Amf0Arguments;
import org.tcserver.amf.AmfBoolean;
import org.tcserver.amf.AmfNumber;
import org.tcserver.wire.Bytes;

/**
 * A command from a client: its name, transaction ID, command object and further arguments, up to the first malformed
 * one (RTMP 1.0 §7.2). Immutable.
 */
record Command(String name, double transactionId, Amf0Arguments arguments) {
    private static final int NAME = 0;
    private static final int TRANSACTION_ID = 1;
    /** The index of the first argument after the command object. */
    static final int FIRST_ARGUMENT = 3;

    /** Reads the payload of an AMF0 command message, or of an AMF3 one without its format selector. */
    static Command read(Bytes payload) throws ProtocolException {
        var arguments = Amf0Arguments.read(payload);
        var name = arguments.string(NAME);
        var transactionId = arguments.number(TRANSACTION_ID);
        if (name == null || transactionId == null) {
            throw new ProtocolException("invalid-command-format");
        }
        return new Command(name, transactionId, arguments);
    }

    /** Returns true if the client expects an answer. */
    boolean wantsAnswer() {
        return transactionId > 0;
    }

    /** Returns the first argument after the command object if it is a string, or null. */
    @Nullable String text() {
        return arguments.string(FIRST_ARGUMENT);
    }

    /** Returns the first argument after the command object if it is a string, or an empty string. */
    String textOrEmpty() {
        var text = text();
        return text == null ? "" : text;
    }

    boolean hasArgument() {
        return arguments.count() > FIRST_ARGUMENT;
    }

    /** Returns true if the first argument after the command object is true or a non-zero number. */
    boolean flag() {
        return switch (arguments.value(FIRST_ARGUMENT)) {
            case AmfBoolean(boolean value) -> value;
            case AmfNumber(double number) -> number != 0;
            case null, default -> false;
        };
    }

    /**
     * Returns the encoding of the arguments from {@code index} on, unchanged but without malformed ones. References to
     * objects by their number would become invalid, so arguments with references are encoded again, in AMF0.
     */
    Bytes encodedFrom(int index) {
        if (arguments.hasReferences() || arguments.hasAmf3Before(index)) {
            return arguments.amf0From(index);
        }
        var all = arguments.encodedFrom(index);
        int malformed = arguments.metLimit()
                ? 0
                : arguments.encodedFrom(arguments.count()).length();
        return all.isEmpty() ? all : all.slice(0, all.length() - malformed);
    }
}
