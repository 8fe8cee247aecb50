package org.tcserver.amf;

/**
 * A value of AMF0 or AMF3, independent of the format it is read from or written to.
 *
 * <p>Values are immutable trees; readers resolve references. {@link Amf0Writer} and {@link Amf3Writer} both write every
 * value. They document the substitutes for kinds that their format lacks.
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
