package org.tcserver.amf;

/**
 * A value of AMF0 or AMF3, whichever it was read from or will be written to.
 *
 * <p>Values are immutable trees: a reference was resolved when it was read. {@link Amf0Writer} and {@link Amf3Writer}
 * each write every value; one that the format lacks becomes its nearest kin, as told there.
 */
public sealed interface AmfValue
        permits AmfMembers,
                AmfNumber,
                AmfBoolean,
                AmfString,
                AmfEmpty,
                AmfStrictArray,
                AmfDate,
                AmfXmlDocument,
                AmfXml,
                AmfByteArray,
                AmfVector,
                AmfDictionary {
    AmfValue NULL = AmfEmpty.NULL;
    AmfValue UNDEFINED = AmfEmpty.UNDEFINED;

    static AmfValue of(double number) {
        return new AmfNumber(number);
    }

    static AmfValue of(boolean value) {
        return new AmfBoolean(value);
    }

    static AmfValue of(String text) {
        return new AmfString(text);
    }
}
