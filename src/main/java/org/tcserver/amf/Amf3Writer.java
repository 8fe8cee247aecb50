package org.tcserver.amf;

import static org.tcserver.amf.Amf3Marker.ARRAY;
import static org.tcserver.amf.Amf3Marker.BYTE_ARRAY;
import static org.tcserver.amf.Amf3Marker.DATE;
import static org.tcserver.amf.Amf3Marker.DICTIONARY;
import static org.tcserver.amf.Amf3Marker.DOUBLE;
import static org.tcserver.amf.Amf3Marker.FALSE;
import static org.tcserver.amf.Amf3Marker.INTEGER;
import static org.tcserver.amf.Amf3Marker.NULL;
import static org.tcserver.amf.Amf3Marker.OBJECT;
import static org.tcserver.amf.Amf3Marker.STRING;
import static org.tcserver.amf.Amf3Marker.TRUE;
import static org.tcserver.amf.Amf3Marker.UNDEFINED;
import static org.tcserver.amf.Amf3Marker.VECTOR_DOUBLE;
import static org.tcserver.amf.Amf3Marker.VECTOR_INT;
import static org.tcserver.amf.Amf3Marker.VECTOR_OBJECT;
import static org.tcserver.amf.Amf3Marker.VECTOR_UINT;
import static org.tcserver.amf.Amf3Marker.XML;
import static org.tcserver.amf.Amf3Marker.XML_DOC;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;

/**
 * Writes values as AMF3, including values that were read from AMF0.
 *
 * <p>A repeated string becomes a reference; complex values and traits are written in full. All members of an object are
 * written as dynamic ones. A member with an empty name, which AMF0 allows, is omitted because AMF3 cannot represent it.
 * {@link AmfEmpty#UNSUPPORTED} becomes undefined. The members "0", "1" and so on of an ECMA array become its dense
 * portion.
 *
 * <p>Use one writer for each message. Confined to the thread that created it.
 */
public final class Amf3Writer {
    private static final int VALUE_FOLLOWS = 1;
    /** Header of an object whose traits follow: not by reference, not externalizable, dynamic, no sealed members. */
    private static final int DYNAMIC_OBJECT = 0b1011;

    private static final int INTEGER_MIN = -(1 << 28);
    private static final int INTEGER_MAX = (1 << 28) - 1;

    private final ByteWriter out;
    private final Map<String, Integer> strings = new HashMap<>();

    public Amf3Writer(ByteWriter out) {
        this.out = out;
    }

    /** Writes a value. */
    @CanIgnoreReturnValue
    public Amf3Writer write(AmfValue value) {
        switch (value) {
            case AmfNumber(double number) -> number(number);
            case AmfBoolean(boolean bool) -> out.u8(bool ? TRUE : FALSE);
            case AmfString(String text) -> {
                out.u8(STRING);
                string(text);
            }
            case AmfEmpty.NULL -> out.u8(NULL);
            case AmfEmpty.UNDEFINED, AmfEmpty.UNSUPPORTED -> out.u8(UNDEFINED);
            case AmfObject object -> object(object);
            case AmfEcmaArray array -> ecmaArray(array);
            case AmfStrictArray array -> strictArray(array);
            case AmfDate(double epochMillis) -> out.u8(DATE).u8(VALUE_FOLLOWS).f64(epochMillis);
            case AmfXmlDocument(String text) -> bytes(XML_DOC, Bytes.ofUtf8(text));
            case AmfXml(String text) -> bytes(XML, Bytes.ofUtf8(text));
            case AmfByteArray(Bytes bytes) -> bytes(BYTE_ARRAY, bytes);
            case AmfVector vector -> vector(vector);
            case AmfDictionary dictionary -> dictionary(dictionary);
        }
        return this;
    }

    private void header(int marker, int count) {
        out.u8(marker);
        U29.write(out, count << 1 | VALUE_FOLLOWS);
    }

    private void bytes(int marker, Bytes bytes) {
        header(marker, bytes.length());
        out.bytes(bytes);
    }

    private void number(double number) {
        int integer = (int) number;
        boolean exact = Double.compare(integer, number) == 0;
        if (exact && integer >= INTEGER_MIN && integer <= INTEGER_MAX) {
            out.u8(INTEGER);
            U29.write(out, integer & U29.MAX);
        } else {
            out.u8(DOUBLE).f64(number);
        }
    }

    private void string(String text) {
        var index = text.isEmpty() ? null : strings.putIfAbsent(text, strings.size());
        if (index != null) {
            U29.write(out, index << 1);
        } else {
            var utf8 = Bytes.ofUtf8(text);
            U29.write(out, utf8.length() << 1 | VALUE_FOLLOWS);
            out.bytes(utf8);
        }
    }

    private void object(AmfObject object) {
        out.u8(OBJECT).u8(DYNAMIC_OBJECT);
        string(object.className());
        members(object.members());
    }

    private void members(Map<String, AmfValue> members) {
        members.forEach((name, value) -> {
            if (!name.isEmpty()) {
                string(name);
                write(value);
            }
        });
        string("");
    }

    private void strictArray(AmfStrictArray array) {
        header(ARRAY, array.elements().size());
        string("");
        array.elements().forEach(this::write);
    }

    private void ecmaArray(AmfEcmaArray array) {
        var associative = new LinkedHashMap<>(array.members());
        int dense = 0;
        while (associative.remove(Integer.toString(dense)) != null) {
            dense++;
        }
        header(ARRAY, dense);
        members(associative);
        for (int i = 0; i < dense; i++) {
            write(array.members().getOrDefault(Integer.toString(i), AmfEmpty.UNDEFINED));
        }
    }

    private void vector(AmfVector vector) {
        header(marker(vector.type()), vector.elements().size());
        out.u8(vector.fixed() ? 1 : 0);
        if (vector.type() == AmfVector.Type.OBJECT) {
            string(vector.elementClass());
            vector.elements().forEach(this::write);
        } else {
            vector.elements().forEach(element -> bareNumber(vector.type(), ((AmfNumber) element).number()));
        }
    }

    private static int marker(AmfVector.Type type) {
        return switch (type) {
            case INT -> VECTOR_INT;
            case UINT -> VECTOR_UINT;
            case DOUBLE -> VECTOR_DOUBLE;
            case OBJECT -> VECTOR_OBJECT;
        };
    }

    private void bareNumber(AmfVector.Type type, double number) {
        if (type == AmfVector.Type.DOUBLE) {
            out.f64(number);
        } else {
            out.u32((long) number);
        }
    }

    private void dictionary(AmfDictionary dictionary) {
        header(DICTIONARY, dictionary.entries().size());
        out.u8(dictionary.weakKeys() ? 1 : 0);
        for (var entry : dictionary.entries()) {
            write(entry.key());
            write(entry.value());
        }
    }
}
