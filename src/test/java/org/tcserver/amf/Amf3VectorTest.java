package org.tcserver.amf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.tcserver.amf.AmfSamples.hex;
import static org.tcserver.amf.AmfSamples.members;
import static org.tcserver.amf.AmfSamples.number;
import static org.tcserver.amf.AmfSamples.readAmf0;
import static org.tcserver.amf.AmfSamples.readAmf3;
import static org.tcserver.amf.AmfSamples.text;
import static org.tcserver.amf.AmfSamples.writeAmf3;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

class Amf3VectorTest {
    static Stream<Arguments> bothWays() {
        return Stream.concat(simple(), complex());
    }

    private static Stream<Arguments> simple() {
        return Stream.of(
                arguments("00", AmfValue.UNDEFINED),
                arguments("01", AmfValue.NULL),
                arguments("02", AmfValue.of(false)),
                arguments("03", AmfValue.of(true)),
                arguments("04 00", number(0)),
                arguments("04 ffffffff", number(-1)),
                arguments("04 bfffffff", number((1 << 28) - 1)),
                arguments("04 c0808000", number(-(1 << 28))),
                arguments("05 41b0000000000000", number(1 << 28)),
                arguments("05 c1b0000001000000", number(-(1 << 28) - 1)),
                arguments("05 8000000000000000", number(-0.0)),
                arguments("05 3fe0000000000000", number(0.5)),
                arguments("05 7ff8000000000000", number(Double.NaN)),
                arguments("05 fff0000000000000", number(Double.NEGATIVE_INFINITY)),
                arguments("06 01", text("")),
                arguments("06 05 c3a9", text("\u00e9")),
                arguments("07 09 3c612f3e", new AmfXmlDocument("<a/>")),
                arguments("08 01 3ff0000000000000", new AmfDate(1)),
                arguments("0b 09 3c612f3e", new AmfXml("<a/>")),
                arguments("0c 07 010203", new AmfByteArray(Bytes.of(1, 2, 3))));
    }

    private static Stream<Arguments> complex() {
        var type = AmfVector.Type.OBJECT;
        return Stream.of(
                arguments("09 01 01", AmfStrictArray.of()),
                arguments("09 05 01 04 01 06 03 61", AmfStrictArray.of(number(1), text("a"))),
                arguments("09 01 03 61 01 01", new AmfEcmaArray(members("a", AmfValue.NULL))),
                arguments(
                        "09 05 03 61 03 01 01 02",
                        new AmfEcmaArray(members("0", AmfValue.NULL, "1", AmfValue.of(false), "a", AmfValue.of(true)))),
                arguments("0a 0b 01 01", new AmfObject(Map.of())),
                arguments(
                        "0a 0b 03 43 03 61 06 00 00 03 01",
                        // the class name "C" is the value of "a" and the name of the second member too
                        new AmfObject("C", members("a", text("C"), "C", AmfValue.of(true)))),
                arguments(
                        "0d 05 00 00000001 ffffffff",
                        new AmfVector(AmfVector.Type.INT, "", false, List.of(number(1), number(-1)))),
                arguments(
                        "0e 03 01 ffffffff",
                        new AmfVector(AmfVector.Type.UINT, "", true, List.of(number(0xffffffffL)))),
                arguments(
                        "0f 03 00 3fe0000000000000",
                        new AmfVector(AmfVector.Type.DOUBLE, "", false, List.of(number(0.5)))),
                arguments(
                        "10 05 00 03 2a 00 01",
                        new AmfVector(type, "*", false, List.of(AmfValue.UNDEFINED, AmfValue.NULL))),
                arguments(
                        "11 03 01 06 03 6b 04 07",
                        new AmfDictionary(true, List.of(new AmfDictionary.Entry(text("k"), number(7))))));
    }

    @ParameterizedTest
    @MethodSource("bothWays")
    void readsAndWrites(String digits, AmfValue value) throws Exception {
        var bytes = hex(digits);
        var in = new ByteReader(hex(digits + "55"));
        assertEquals(value, new Amf3Reader(in).read());
        assertEquals(bytes.length(), in.position());
        assertEquals(bytes.toHex(), writeAmf3(value).toHex());
        assertTruncatedAtEveryByte(bytes);
    }

    static Stream<Arguments> readOnly() {
        var point = new AmfObject("P", members("x", number(1), "y", number(2)));
        var other = new AmfObject("P", members("x", number(3), "y", number(4)));
        var date = new AmfDate(1);
        return Stream.of(
                arguments("04 80808005", number(5)),
                // sealed members; traits by reference; the object by reference
                arguments(
                        "09 07 01 0a 23 03 50 03 78 03 79 04 01 04 02 0a 01 04 03 04 04 0a 02",
                        AmfStrictArray.of(point, other, point)),
                // sealed and dynamic members
                arguments(
                        "0a 1b 01 03 78 04 01 03 79 04 02 01", new AmfObject(members("x", number(1), "y", number(2)))),
                // the empty string takes no index
                arguments("09 07 01 06 01 06 03 61 06 00", AmfStrictArray.of(text(""), text("a"), text("a"))),
                // each marker may refer to the table of complex values
                arguments("09 05 01 08 01 3ff0000000000000 08 02", AmfStrictArray.of(date, date)),
                // dense and associative portion claim the same name
                arguments("09 03 03 30 01 01 00", new AmfEcmaArray(members("0", AmfValue.NULL))));
    }

    @ParameterizedTest
    @MethodSource("readOnly")
    void reads(String digits, AmfValue value) throws Exception {
        var bytes = hex(digits);
        assertEquals(value, readAmf3(bytes));
        assertTruncatedAtEveryByte(bytes);
    }

    private static void assertTruncatedAtEveryByte(Bytes bytes) {
        for (int length = 0; length < bytes.length(); length++) {
            var truncated = bytes.slice(0, length);
            assertThrows(MalformedException.class, () -> readAmf3(truncated), truncated::toHex);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12", // unknown marker
                "ff",
                "06 00", // no such string
                "0a 00", // no such object
                "0a 01", // no such traits
                "0a 07 03 43 04 01", // externalizable
                "09 03 01 09 00", // an array within itself
                "0a 0b 01 03 61 0a 00 01", // an object within itself
            })
    void refuses(String digits) {
        assertThrows(MalformedException.class, () -> readAmf3(hex(digits + "00".repeat(32))));
    }

    @Test
    void valuesBehindTheSwitchShareTheirTables() throws Exception {
        var out = new ByteWriter();
        var writer = new Amf0Writer(out);
        writer.writeAsAmf3(text("name")).write(text("name")).writeAsAmf3(text("name"));
        assertEquals(
                "1106096e616d65" + "0200046e616d65" + "110600", out.toBytes().toHex());
        var arguments = Amf0Arguments.read(out.toBytes());
        assertEquals(3, arguments.count());
        assertEquals("name", arguments.string(2));
    }

    @Test
    void writesWhatOnlyAmf0HasAsItsKin() throws Exception {
        assertEquals(AmfValue.UNDEFINED, readAmf3(writeAmf3(AmfEmpty.UNSUPPORTED)));
        var nameless = new AmfObject(members("", AmfValue.NULL, "a", AmfValue.NULL));
        assertEquals(new AmfObject(members("a", AmfValue.NULL)), readAmf3(writeAmf3(nameless)));
        assertEquals(nameless, readAmf0(Amf0Writer.encode(nameless)));
    }
}
