package org.tcserver.amf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tcserver.amf.AmfSamples.hex;
import static org.tcserver.amf.AmfSamples.members;
import static org.tcserver.amf.AmfSamples.number;
import static org.tcserver.amf.AmfSamples.text;

import org.junit.jupiter.api.Test;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;

class Amf0ArgumentsTest {
    @Test
    void aCommand() {
        var payload = Amf0Writer.encode(
                text("connect"), number(1), new AmfEcmaArray(members("app", text("live"))), AmfValue.of(true));
        var arguments = Amf0Arguments.read(payload);
        assertEquals(4, arguments.count());
        assertEquals("connect", arguments.string(0));
        assertEquals(1.0, arguments.number(1));
        var object = arguments.object(2);
        assertEquals("live", object == null ? null : object.string("app"));
        assertEquals(true, arguments.flag(3));
        assertNull(arguments.failure());
    }

    @Test
    void whatIsMissingOrOfAnotherKindIsNull() {
        var arguments = Amf0Arguments.read(Amf0Writer.encode(text("a")));
        assertNull(arguments.number(0));
        assertNull(arguments.flag(0));
        assertNull(arguments.object(0));
        assertNull(arguments.value(1));
        assertNull(arguments.string(1));
        assertNull(arguments.string(Integer.MAX_VALUE));
    }

    @Test
    void anEmptyPayloadHasNone() {
        var arguments = Amf0Arguments.read(Bytes.EMPTY);
        assertEquals(0, arguments.count());
        assertNull(arguments.failure());
        assertEquals(Bytes.EMPTY, arguments.encodedFrom(0));
        assertEquals(Bytes.EMPTY, arguments.amf0From(0));
    }

    @Test
    void aFailureLeavesWhatCameBefore() {
        var out = new ByteWriter();
        out.bytes(Amf0Writer.encode(text("play"), number(2))).bytes(hex("03 0001 61 55"));
        var arguments = Amf0Arguments.read(out.toBytes());
        assertEquals(2, arguments.count());
        assertEquals("play", arguments.string(0));
        assertEquals(2.0, arguments.number(1));
        var failure = arguments.failure();
        assertEquals("unknown AMF0 marker 85", failure == null ? null : failure.getMessage());
        assertEquals(hex("03 0001 61 55"), arguments.encodedFrom(2));
        assertEquals(Bytes.EMPTY, arguments.encodedFrom(3));
        assertEquals(Bytes.EMPTY, arguments.amf0From(2));
    }

    @Test
    void argumentsKeepTheirBytes() {
        // an ECMA array with a wrong count, a long string for a short text: re-encoding would change both
        var tail = hex("08 00000007 0001 61 05 000009 0c 00000001 62");
        var out = new ByteWriter();
        out.bytes(Amf0Writer.encode(text("relay"), number(0), AmfValue.NULL, text("00ff")))
                .bytes(tail);
        var arguments = Amf0Arguments.read(out.toBytes());
        assertEquals(6, arguments.count());
        assertEquals(tail, arguments.encodedFrom(4));
        assertEquals(hex("0c 00000001 62"), arguments.encodedFrom(5));
        assertEquals(out.toBytes(), arguments.encodedFrom(0));
    }

    @Test
    void readsTheFirstOnly() {
        var out = new ByteWriter();
        out.bytes(Amf0Writer.encode(text("@setDataFrame"), text("onMetaData"))).bytes(hex("ffff"));
        var arguments = Amf0Arguments.readFirst(2, out.toBytes());
        assertEquals(2, arguments.count());
        assertNull(arguments.failure());
        assertEquals(hex("ffff"), arguments.encodedFrom(2));
    }

    @Test
    void becomesPlainAmf0() {
        var out = new ByteWriter();
        new Amf0Writer(out)
                .write(text("onTextData"))
                .writeAsAmf3(AmfObject.builder()
                        .member("text", "hi")
                        .member("trackid", 1)
                        .build());
        var arguments = Amf0Arguments.read(out.toBytes());
        assertTrue(arguments.hasAmf3());
        assertFalse(arguments.hasReferences());

        var plain = Amf0Arguments.read(arguments.amf0From(0));
        assertFalse(plain.hasAmf3());
        assertEquals(arguments.value(0), plain.value(0));
        assertEquals(arguments.value(1), plain.value(1));
        assertEquals(plain.encodedFrom(1), arguments.amf0From(1));
    }

    @Test
    void aReferenceIsWrittenInFull() {
        var arguments = Amf0Arguments.read(hex("0a 00000001 05 07 0000"));
        assertTrue(arguments.hasReferences());
        assertEquals(hex("0a 00000001 05"), arguments.amf0From(1));
    }

    @Test
    void theValueThatFailedCountsAsAmf3Too() {
        var arguments = Amf0Arguments.read(hex("05 11 55"));
        assertEquals(1, arguments.count());
        assertTrue(arguments.hasAmf3());
        // a byte 0x11 within a string is no switch
        assertFalse(Amf0Arguments.read(hex("02 0001 11")).hasAmf3());
    }
}
