package org.tcserver.amf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.tcserver.amf.AmfParameters.MAX_DEPTH;
import static org.tcserver.amf.AmfParameters.MAX_ELEMENTS;
import static org.tcserver.amf.AmfParameters.MAX_NAME_CHARS;
import static org.tcserver.amf.AmfParameters.MAX_REPEATED_SIZE;
import static org.tcserver.amf.AmfSamples.hex;
import static org.tcserver.amf.AmfSamples.readAmf0;
import static org.tcserver.amf.AmfSamples.readAmf3;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

class AmfLimitsTest {
    private static final String TOO_DEEP = "AMF values nested more than 32 deep";
    private static final String TOO_MANY = "more than 4096 AMF elements";
    private static final String TOO_MUCH_REPEATED = "AMF references repeat more than 1048576 bytes";

    private static void assertAmf0Fails(String message, Bytes bytes) {
        assertEquals(
                message,
                assertThrows(MalformedException.class, () -> readAmf0(bytes)).getMessage());
    }

    private static void assertAmf3Fails(String message, Bytes bytes) {
        assertEquals(
                message,
                assertThrows(MalformedException.class, () -> readAmf3(bytes)).getMessage());
    }

    @Test
    void depth() throws Exception {
        readAmf0(hex("0a00000001".repeat(MAX_DEPTH) + "05"));
        assertAmf0Fails(TOO_DEEP, hex("0a00000001".repeat(MAX_DEPTH + 1) + "05"));
        assertAmf0Fails(TOO_DEEP, hex("03000161".repeat(100_000)));
        readAmf3(hex("090301".repeat(MAX_DEPTH) + "01"));
        assertAmf3Fails(TOO_DEEP, hex("090301".repeat(MAX_DEPTH + 1) + "01"));
    }

    @Test
    void depthCountsAcrossTheSwitch() throws Exception {
        readAmf0(hex("0a00000001".repeat(20) + "11" + "090301".repeat(12) + "01"));
        assertAmf0Fails(TOO_DEEP, hex("0a00000001".repeat(20) + "11" + "090301".repeat(13) + "01"));
    }

    @Test
    void depthCountsThroughReferences() {
        var out = new ByteWriter();
        // an array of 20 levels, then 20 levels around a reference to it
        out.u8(0x0a).u32(2).bytes(hex("0a00000001".repeat(20) + "05"));
        out.bytes(hex("0a00000001".repeat(20))).u8(0x07).u16(1);
        assertAmf0Fails(TOO_DEEP, out.toBytes());
    }

    @Test
    void elements() throws Exception {
        readAmf0(array(MAX_ELEMENTS - 1));
        assertAmf0Fails(TOO_MANY, array(MAX_ELEMENTS));
    }

    private static Bytes array(int count) {
        var out = new ByteWriter();
        out.u8(0x0a).u32(count).bytes(hex("05".repeat(count)));
        return out.toBytes();
    }

    @Test
    void elementsOfAllArgumentsTogether() {
        var out = new ByteWriter();
        out.bytes(array(3000)).bytes(array(3000));
        var arguments = Amf0Arguments.read(out.toBytes());
        assertEquals(1, arguments.count());
        var failure = arguments.failure();
        assertEquals(TOO_MANY, failure == null ? null : failure.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0a ffffffff 05",
                "0a 7fffffff 05",
                "11 09 ffffffff 01",
                "11 0a fffffffb 01 01", // sealed members
                "11 0d ffffffff 00",
                "11 0e ffffffff 00",
                "11 0f ffffffff 00",
                "11 10 ffffffff 00 01",
                "11 11 ffffffff 00",
            })
    void announcedCountsAreRefusedBeforeAnythingIsAllocated(String digits) {
        assertAmf0Fails(TOO_MANY, hex(digits));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0c ffffffff 61", "0f ffffffff 61", "11 06 ffffffff 61", "11 0c ffffffff 61"})
    void announcedLengthsAreCheckedAgainstWhatRemains(String digits) {
        assertThrows(MalformedException.class, () -> readAmf0(hex(digits)));
    }

    @Test
    void names() throws Exception {
        readAmf0(Amf0Writer.encode(named(MAX_NAME_CHARS)));
        var message = "AMF name of more than 16384 characters";
        assertAmf0Fails(message, Amf0Writer.encode(named(MAX_NAME_CHARS + 1)));
        assertAmf3Fails(message, AmfSamples.writeAmf3(named(MAX_NAME_CHARS + 1)));
    }

    private static AmfObject named(int chars) {
        return AmfObject.builder().member("n".repeat(chars), 1).build();
    }

    @Test
    void theLongestNameCanBeWrittenHoweverItWasEncoded() throws Exception {
        var out = new ByteWriter();
        out.u8(0x03).u16(MAX_NAME_CHARS).bytes(hex("ff".repeat(MAX_NAME_CHARS) + "05 000009"));
        var value = readAmf0(out.toBytes());
        assertEquals(value, readAmf0(Amf0Writer.encode(value)));
    }

    @Test
    void amf0ReferencesToReferencesDoNotExplode() {
        // each array holds the one before twice: 2^n values
        var out = new ByteWriter();
        out.u8(0x0a).u32(40).bytes(hex("0a 00000000"));
        for (int i = 1; i < 40; i++) {
            out.bytes(hex("0a 00000002")).u8(0x07).u16(i).u8(0x07).u16(i);
        }
        assertAmf0Fails(TOO_MANY, out.toBytes());
    }

    @Test
    void amf3ReferencesToReferencesDoNotExplode() {
        var out = new ByteWriter();
        out.bytes(hex("09 51 01 09 01 01"));
        for (int i = 1; i < 40; i++) {
            out.bytes(hex("09 05 01")).u8(0x09).u8(i << 1).u8(0x09).u8(i << 1);
        }
        assertAmf3Fails(TOO_MANY, out.toBytes());
    }

    @Test
    void aLongStringIsNotRepeatedForEver() throws Exception {
        int length = MAX_REPEATED_SIZE / 4;
        readAmf3(repeatedString(length, 4));
        assertAmf3Fails(TOO_MUCH_REPEATED, repeatedString(length, 5));
    }

    private static Bytes repeatedString(int length, int references) {
        var out = new ByteWriter();
        out.u8(0x09);
        U29.write(out, (references + 1) << 1 | 1);
        out.u8(1).u8(0x06);
        U29.write(out, length << 1 | 1);
        out.utf8("a".repeat(length)).bytes(hex("0600".repeat(references)));
        return out.toBytes();
    }

    @Test
    void anObjectWithALongStringIsNotRepeatedForEver() {
        var out = new ByteWriter();
        int length = MAX_REPEATED_SIZE / 2 + 1;
        out.u8(0x0a).u32(3).bytes(hex("0a 00000001 0c")).u32(length).utf8("a".repeat(length));
        out.bytes(hex("07 0001 07 0001"));
        assertAmf0Fails(TOO_MUCH_REPEATED, out.toBytes());
    }

    @Test
    void repeatedTraitsCount() {
        var out = new ByteWriter();
        int objects = 1000;
        out.u8(0x09);
        U29.write(out, objects << 1 | 1);
        // one sealed member with a long name, in each object
        out.u8(1).bytes(hex("0a 13 01"));
        U29.write(out, 2000 << 1 | 1);
        out.utf8("n".repeat(2000)).u8(0x01).bytes(hex("0a 01 01".repeat(objects - 1)));
        assertAmf3Fails(TOO_MUCH_REPEATED, out.toBytes());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "03 0001 61 07 0000 000009",
                "0a 00000001 0a 00000001 07 0000",
                "08 00000001 0001 61 07 0000 000009",
                "10 0001 43 0001 61 07 0000 000009",
            })
    void cyclesAreRefused(String digits) {
        assertAmf0Fails("AMF reference to a value that encloses it", hex(digits));
    }

    @Test
    void referencesToNothingAreRefused() {
        assertAmf0Fails("AMF reference to a value that is not there", hex("07 0000"));
        assertAmf0Fails("AMF reference to a value that is not there", hex("0a 00000002 05 07 0001"));
    }
}
