package org.tcserver.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ByteWriterTest {
    @Test
    void writesBigEndianLowBitsOnly() {
        var out = new ByteWriter();
        out.u8(0x1ff).u16(0x1fffe).u24(0xff123456).u32(0xfffffffeL).i64(Long.MIN_VALUE + 1);
        assertEquals(
                "ff" + "fffe" + "123456" + "fffffffe" + "8000000000000001",
                out.toBytes().toHex());
        assertEquals(18, out.length());
    }

    @Test
    void writesDoublesBitForBit() {
        var out = new ByteWriter();
        out.f64(-1.5).f64(Double.NEGATIVE_INFINITY).f64(Double.longBitsToDouble(0x7ff8000000000001L));
        assertEquals(
                "bff8000000000000" + "fff0000000000000" + "7ff8000000000001",
                out.toBytes().toHex());
    }

    @Test
    void writesTextAndBytes() {
        var out = new ByteWriter();
        out.utf8("h\u00e9\ud83d\ude00")
                .bytes(Bytes.EMPTY)
                .bytes(Bytes.ofHex("0a0b0c").slice(1));
        assertEquals("68c3a9f09f98800b0c", out.toBytes().toHex());
    }

    @Test
    void growsFromNothing() {
        var out = new ByteWriter(0);
        var expected = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            out.u16(i);
            expected.append(String.format("%04x", i));
        }
        out.bytes(Bytes.wrap(new byte[5000]));
        expected.append("00".repeat(5000));
        assertEquals(expected.toString(), out.toBytes().toHex());
    }

    @Test
    void whatWasTakenStaysWhenMoreIsWritten() {
        var out = new ByteWriter();
        var taken = out.u8(1).toBytes();
        out.u8(2);
        assertEquals(Bytes.of(1), taken);
        assertEquals(Bytes.of(1, 2), out.toBytes());
    }
}
