package org.tcserver.amf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.tcserver.amf.AmfSamples.hex;
import static org.tcserver.amf.AmfSamples.members;
import static org.tcserver.amf.AmfSamples.number;
import static org.tcserver.amf.AmfSamples.readAmf0;
import static org.tcserver.amf.AmfSamples.text;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcserver.wire.ByteReader;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

class Amf0VectorTest {
    static Stream<Arguments> bothWays() {
        return Stream.of(
                arguments("00 3ff0000000000000", number(1)),
                arguments("00 8000000000000000", number(-0.0)),
                arguments("00 fff0000000000000", number(Double.NEGATIVE_INFINITY)),
                arguments("00 7ff8000000000000", number(Double.NaN)),
                arguments("01 00", AmfValue.of(false)),
                arguments("01 01", AmfValue.of(true)),
                arguments("02 0000", text("")),
                arguments("02 0007 636f6e6e656374", text("connect")),
                arguments("02 0004 f09f9880", text("\ud83d\ude00")),
                arguments("03 000009", new AmfObject(Map.of())),
                arguments(
                        "03 0003 617070 02 0004 6c697665 0001 78 03 0000 05 000009 000009",
                        new AmfObject(members("app", text("live"), "x", new AmfObject(members("", AmfValue.NULL))))),
                arguments("05", AmfValue.NULL),
                arguments("06", AmfValue.UNDEFINED),
                arguments("08 00000000 000009", new AmfEcmaArray(Map.of())),
                arguments("0a 00000000", AmfStrictArray.of()),
                arguments(
                        "0a 00000002 06 0a 00000001 05",
                        AmfStrictArray.of(AmfValue.UNDEFINED, AmfStrictArray.of(AmfValue.NULL))),
                arguments("0b 4271c4a7c8800000 0000", new AmfDate(0x1.1c4a7c88p40)),
                arguments("0d", AmfEmpty.UNSUPPORTED),
                arguments("0f 00000004 3c612f3e", new AmfXmlDocument("<a/>")),
                arguments("10 0001 43 0001 61 01 01 000009", new AmfObject("C", members("a", AmfValue.of(true)))));
    }

    @ParameterizedTest
    @MethodSource("bothWays")
    void readsAndWrites(String digits, AmfValue value) throws Exception {
        var bytes = hex(digits);
        var in = new ByteReader(hex(digits + "55"));
        assertEquals(value, new Amf0Reader(in).read());
        assertEquals(bytes.length(), in.position());
        assertEquals(bytes.toHex(), Amf0Writer.encode(value).toHex());
        for (int length = 0; length < bytes.length(); length++) {
            var truncated = bytes.slice(0, length);
            assertThrows(MalformedException.class, () -> readAmf0(truncated), truncated::toHex);
        }
    }

    static Stream<Arguments> readOnly() {
        var ab = AmfStrictArray.of(text("a"), text("b"));
        return Stream.of(
                arguments("01 7f", AmfValue.of(true)),
                arguments("0c 00000001 61", text("a")),
                arguments("02 0001 ff", text("\u00ff")),
                arguments("02 0003 efbfbd", text("\ufffd")),
                arguments("0b 3ff0000000000000 fe20", new AmfDate(1)),
                // a reference to the member before, and one to what that reference does not take up: the next array
                arguments(
                        "03 0001 61 0a 00000002 020001 61 020001 62 0001 62 07 0001 0001 63 0a 00000000 0001 64 07 0002"
                                + "000009",
                        new AmfObject(members("a", ab, "b", ab, "c", AmfStrictArray.of(), "d", AmfStrictArray.of()))),
                // a name that comes twice
                arguments(
                        "03 0001 61 05 0001 62 06 0001 61 01 01 000009",
                        new AmfObject(members("a", AmfValue.of(true), "b", AmfValue.UNDEFINED))),
                arguments("11 04 05", number(5)),
                arguments("0a 00000002 11 06 03 61 11 06 00", AmfStrictArray.of(text("a"), text("a"))));
    }

    @ParameterizedTest
    @MethodSource("readOnly")
    void reads(String digits, AmfValue value) throws Exception {
        var bytes = hex(digits);
        assertEquals(value, readAmf0(bytes));
        for (int length = 0; length < bytes.length(); length++) {
            var truncated = bytes.slice(0, length);
            assertThrows(MalformedException.class, () -> readAmf0(truncated), truncated::toHex);
        }
    }

    @Test
    void keepsTheOrderOfMembers() throws Exception {
        var object = (AmfObject) readAmf0(hex("03 0001 7a 05 0001 61 05 0001 6d 05 0001 7a 06 000009"));
        assertEquals(List.of("z", "a", "m"), List.copyOf(object.members().keySet()));
        assertEquals(AmfValue.UNDEFINED, object.member("z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000", "00000001", "00000002", "00000009", "ffffffff"})
    void theCountOfAnEcmaArraySaysNothing(String count) throws Exception {
        var in = new ByteReader(hex("08" + count + "0001 61 05 0001 62 06 000009 05"));
        var reader = new Amf0Reader(in);
        assertEquals(new AmfEcmaArray(members("a", AmfValue.NULL, "b", AmfValue.UNDEFINED)), reader.read());
        assertEquals(AmfValue.NULL, reader.read());
    }

    @Test
    void anEcmaArrayWithItsTrueCountMayEndWithTheInput() throws Exception {
        var expected = new AmfEcmaArray(members("a", AmfValue.NULL, "b", AmfValue.UNDEFINED));
        var bytes = hex("08 00000002 0001 61 05 0001 62 06");
        assertEquals(expected, readAmf0(bytes));
        assertEquals(
                "08000000020001610500016206000009", Amf0Writer.encode(expected).toHex());
        for (int length = 0; length < bytes.length(); length++) {
            var truncated = bytes.slice(0, length);
            assertThrows(MalformedException.class, () -> readAmf0(truncated), truncated::toHex);
        }
        assertThrows(MalformedException.class, () -> readAmf0(hex("08 00000003 0001 61 05 0001 62 06")));
        assertThrows(MalformedException.class, () -> readAmf0(hex("08 00000000")));
    }

    @Test
    void writesALongStringBeyond65535Bytes() throws Exception {
        var longest = "a".repeat(65_535);
        assertEquals("02ffff6161", Amf0Writer.encode(text(longest)).slice(0, 5).toHex());
        var longer = "a".repeat(65_534) + "\u00e9";
        var bytes = Amf0Writer.encode(text(longer));
        assertEquals("0c000100006161", bytes.slice(0, 7).toHex());
        assertEquals(text(longest), readAmf0(Amf0Writer.encode(text(longest))));
        assertEquals(text(longer), readAmf0(bytes));
    }

    static Stream<Arguments> kin() {
        return Stream.of(
                arguments(new AmfXml("<a/>"), new AmfXmlDocument("<a/>")),
                arguments(new AmfByteArray(Bytes.of(1)), AmfEmpty.UNSUPPORTED),
                arguments(
                        new AmfVector(AmfVector.Type.INT, "", true, List.of(number(-1))),
                        AmfStrictArray.of(number(-1))),
                arguments(dictionary(text("k")), new AmfEcmaArray(members("k", AmfValue.NULL))),
                arguments(dictionary(number(1)), AmfEmpty.UNSUPPORTED),
                arguments(dictionary(text("k".repeat(70_000))), AmfEmpty.UNSUPPORTED));
    }

    private static AmfDictionary dictionary(AmfValue key) {
        return new AmfDictionary(false, List.of(new AmfDictionary.Entry(key, AmfValue.NULL)));
    }

    @ParameterizedTest
    @MethodSource("kin")
    void writesWhatOnlyAmf3HasAsItsKin(AmfValue value, AmfValue kin) throws Exception {
        assertEquals(kin, readAmf0(Amf0Writer.encode(value)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x04, 0x09, 0x0e, 0x12, 0x55, 0xff})
    void refusesMarkersThatAreReservedOrUnknown(int marker) {
        var bytes = Bytes.of(marker, 0, 0, 0, 0, 0, 0, 0, 0);
        var e = assertThrows(MalformedException.class, () -> readAmf0(bytes));
        assertEquals("unknown AMF0 marker " + marker, e.getMessage());
    }

    @Test
    void saysWhetherItSawAmf3OrReferences() throws Exception {
        var reader = new Amf0Reader(new ByteReader(hex("0a 00000000 07 0000 11 01")));
        reader.read();
        assertFalse(reader.sawReference());
        assertEquals(AmfStrictArray.of(), reader.read());
        assertTrue(reader.sawReference());
        assertFalse(reader.sawAmf3());
        assertEquals(AmfValue.NULL, reader.read());
        assertTrue(reader.sawAmf3());
    }

    @Test
    void refusesToWriteANameThatDoesNotFit() {
        var value = new AmfObject(members("a".repeat(65_536), AmfValue.NULL));
        assertThrows(IllegalArgumentException.class, () -> Amf0Writer.encode(value));
    }
}
