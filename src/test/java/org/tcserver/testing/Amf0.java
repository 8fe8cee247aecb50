package org.tcserver.testing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;

/**
 * AMF0 codec of the test clients, independent of the server's code. Numbers are doubles, objects and ECMA arrays are
 * maps, strict arrays are lists.
 */
public final class Amf0 {
    /** The values without content. */
    public enum Nothing {
        NULL,
        UNDEFINED
    }

    private Amf0() {}

    public static Bytes write(Object... values) {
        var out = new ByteWriter();
        for (var value : values) {
            write(out, value);
        }
        return out.toBytes();
    }

    public static List<Object> read(Bytes bytes) throws IOException {
        var in = new ByteReader(bytes);
        var values = new ArrayList<Object>();
        while (in.hasRemaining()) {
            values.add(read(in));
        }
        return values;
    }

    private static void write(ByteWriter out, Object value) {
        switch (value) {
            case Number number -> out.u8(0).f64(number.doubleValue());
            case Boolean flag -> out.u8(1).u8(flag ? 1 : 0);
            case String text -> out.u8(2).bytes(shortString(text));
            case Map<?, ?> map -> {
                out.u8(3);
                map.forEach((name, member) -> {
                    out.bytes(shortString(name.toString()));
                    write(out, member);
                });
                out.u24(9);
            }
            case Nothing nothing -> out.u8(nothing == Nothing.NULL ? 5 : 6);
            case List<?> list -> {
                out.u8(10).u32(list.size());
                list.forEach(element -> write(out, element));
            }
            default -> throw new IllegalArgumentException("no AMF0 for " + value.getClass());
        }
    }

    private static Bytes shortString(String text) {
        var utf8 = Bytes.ofUtf8(text);
        return new ByteWriter().u16(utf8.length()).bytes(utf8).toBytes();
    }

    private static Object read(ByteReader in) throws IOException {
        var marker = in.u8("marker");
        return switch (marker) {
            case 0 -> in.f64("number");
            case 1 -> in.u8("boolean") != 0;
            case 2 -> in.bytes(in.u16("length"), "string").toText();
            case 3 -> object(in);
            case 5 -> Nothing.NULL;
            case 6 -> Nothing.UNDEFINED;
            case 8 -> {
                in.u32("count");
                yield object(in);
            }
            case 10 -> array(in);
            case 12 -> in.bytes(in.u32("length"), "long string").toText();
            default -> throw new IOException("unexpected AMF0 marker " + marker);
        };
    }

    private static Map<String, Object> object(ByteReader in) throws IOException {
        var members = new LinkedHashMap<String, Object>();
        while (true) {
            var name = in.bytes(in.u16("length"), "name").toText();
            if (name.isEmpty() && in.peekU8("marker") == 9) {
                in.u8("end");
                return members;
            }
            members.put(name, read(in));
        }
    }

    private static List<Object> array(ByteReader in) throws IOException {
        var elements = new ArrayList<Object>();
        for (var left = in.u32("count"); left > 0; left--) {
            elements.add(read(in));
        }
        return elements;
    }
}
