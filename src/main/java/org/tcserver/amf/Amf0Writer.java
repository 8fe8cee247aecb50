package org.tcserver.amf;

import static org.tcserver.amf.Amf0Marker.AVMPLUS_OBJECT;
import static org.tcserver.amf.Amf0Marker.BOOLEAN;
import static org.tcserver.amf.Amf0Marker.DATE;
import static org.tcserver.amf.Amf0Marker.ECMA_ARRAY;
import static org.tcserver.amf.Amf0Marker.LONG_STRING;
import static org.tcserver.amf.Amf0Marker.NULL;
import static org.tcserver.amf.Amf0Marker.NUMBER;
import static org.tcserver.amf.Amf0Marker.OBJECT;
import static org.tcserver.amf.Amf0Marker.OBJECT_END;
import static org.tcserver.amf.Amf0Marker.STRICT_ARRAY;
import static org.tcserver.amf.Amf0Marker.STRING;
import static org.tcserver.amf.Amf0Marker.TYPED_OBJECT;
import static org.tcserver.amf.Amf0Marker.UNDEFINED;
import static org.tcserver.amf.Amf0Marker.UNSUPPORTED;
import static org.tcserver.amf.Amf0Marker.XML_DOCUMENT;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;

/**
 * Writes values as AMF0, including values that were read from AMF3. Writes every value in full, never as a reference.
 *
 * <p>It converts the kinds specific to AMF3: XML to an XML document, a vector to a strict array, and a dictionary with
 * string keys to an ECMA array. All others become the unsupported-marker. Confined to the thread that created it.
 */
public final class Amf0Writer {
    private static final int MAX_U16 = 0xffff;

    private final ByteWriter out;
    private @Nullable Amf3Writer amf3;

    public Amf0Writer(ByteWriter out) {
        this.out = out;
    }

    /** Returns the payload of an AMF0 command or data message. */
    public static Bytes encode(AmfValue... values) {
        return encode(Arrays.asList(values));
    }

    /** Returns the payload of an AMF0 command or data message. */
    public static Bytes encode(List<AmfValue> values) {
        var out = new ByteWriter();
        var writer = new Amf0Writer(out);
        values.forEach(writer::write);
        return out.toBytes();
    }

    /**
     * Writes a value.
     *
     * @throws IllegalArgumentException if a name has more than 65535 bytes; values from a reader never do
     */
    @CanIgnoreReturnValue
    public Amf0Writer write(AmfValue value) {
        switch (value) {
            case AmfNumber(double number) -> out.u8(NUMBER).f64(number);
            case AmfBoolean(boolean bool) -> out.u8(BOOLEAN).u8(bool ? 1 : 0);
            case AmfString(String text) -> string(text);
            case AmfEmpty.NULL -> out.u8(NULL);
            case AmfEmpty.UNDEFINED -> out.u8(UNDEFINED);
            case AmfEmpty.UNSUPPORTED -> out.u8(UNSUPPORTED);
            case AmfObject object -> object(object);
            case AmfEcmaArray array -> ecmaArray(array.members());
            case AmfStrictArray array -> strictArray(array.elements());
            case AmfDate(double epochMillis) -> out.u8(DATE).f64(epochMillis).u16(0);
            case AmfXmlDocument(String text) -> longText(XML_DOCUMENT, Bytes.ofUtf8(text));
            case AmfXml(String text) -> longText(XML_DOCUMENT, Bytes.ofUtf8(text));
            case AmfVector vector -> strictArray(vector.elements());
            case AmfDictionary dictionary -> dictionary(dictionary);
            case AmfByteArray array -> out.u8(UNSUPPORTED);
        }
        return this;
    }

    /** Writes a value as AMF3 after the avmplus-object-marker: only for messages of types 17 and 15. */
    @CanIgnoreReturnValue
    public Amf0Writer writeAsAmf3(AmfValue value) {
        var writer = amf3;
        if (writer == null) {
            writer = new Amf3Writer(out);
            amf3 = writer;
        }
        out.u8(AVMPLUS_OBJECT);
        writer.write(value);
        return this;
    }

    private void string(String text) {
        var utf8 = Bytes.ofUtf8(text);
        if (utf8.length() > MAX_U16) {
            longText(LONG_STRING, utf8);
        } else {
            out.u8(STRING).u16(utf8.length()).bytes(utf8);
        }
    }

    private void longText(int marker, Bytes utf8) {
        out.u8(marker).u32(utf8.length()).bytes(utf8);
    }

    private void name(String name) {
        var utf8 = Bytes.ofUtf8(name);
        if (utf8.length() > MAX_U16) {
            throw new IllegalArgumentException("AMF0 name of " + utf8.length() + " bytes");
        }
        out.u16(utf8.length()).bytes(utf8);
    }

    private void object(AmfObject object) {
        if (object.className().isEmpty()) {
            out.u8(OBJECT);
        } else {
            out.u8(TYPED_OBJECT);
            name(object.className());
        }
        members(object.members());
    }

    private void ecmaArray(Map<String, AmfValue> members) {
        out.u8(ECMA_ARRAY).u32(members.size());
        members(members);
    }

    private void members(Map<String, AmfValue> members) {
        members.forEach((name, value) -> {
            name(name);
            write(value);
        });
        out.u16(0).u8(OBJECT_END);
    }

    private void strictArray(List<AmfValue> elements) {
        out.u8(STRICT_ARRAY).u32(elements.size());
        elements.forEach(this::write);
    }

    private void dictionary(AmfDictionary dictionary) {
        var members = new LinkedHashMap<String, AmfValue>();
        for (var entry : dictionary.entries()) {
            if (!(entry.key() instanceof AmfString(String name)) || name.length() > AmfParameters.MAX_NAME_CHARS) {
                out.u8(UNSUPPORTED);
                return;
            }
            members.put(name, entry.value());
        }
        ecmaArray(members);
    }
}
