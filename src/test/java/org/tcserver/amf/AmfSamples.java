package org.tcserver.amf;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/** Short ways to write values and encodings in the tests of this package. */
final class AmfSamples {
    private AmfSamples() {}

    /** Returns members, given alternating names and values. */
    static Map<String, AmfValue> members(Object... namesAndValues) {
        var members = new LinkedHashMap<String, AmfValue>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put((String) namesAndValues[i], (AmfValue) namesAndValues[i + 1]);
        }
        return members;
    }

    static AmfValue number(double number) {
        return AmfValue.of(number);
    }

    static AmfValue text(String text) {
        return AmfValue.of(text);
    }

    /** Returns the bytes of hexadecimal digits; ignores spaces. */
    static Bytes hex(String digits) {
        return Bytes.ofHex(digits.replace(" ", ""));
    }

    static AmfValue readAmf0(Bytes bytes) throws MalformedException {
        return new Amf0Reader(new ByteReader(bytes)).read();
    }

    static AmfValue readAmf3(Bytes bytes) throws MalformedException {
        return new Amf3Reader(new ByteReader(bytes)).read();
    }

    static Bytes writeAmf3(AmfValue value) {
        var out = new ByteWriter();
        new Amf3Writer(out).write(value);
        return out.toBytes();
    }
}
