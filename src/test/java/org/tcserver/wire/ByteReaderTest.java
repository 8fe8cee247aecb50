package org.tcserver.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.ThrowingConsumer;

class ByteReaderTest {
    @Test
    void readsBigEndianAndUnsigned() throws Throwable {
        var in = new ByteReader(Bytes.ofHex("fffeff" + "fdfeff" + "fffffffe" + "fffffffe" + "8000000000000001"));
        assertEquals(0xff, in.u8("u8"));
        assertEquals(0xfeff, in.u16("u16"));
        assertEquals(0xfdfeff, in.u24("u24"));
        assertEquals(0xfffffffeL, in.u32("u32"));
        assertEquals(-2, in.i32("i32"));
        assertEquals(Long.MIN_VALUE + 1, in.i64("i64"));
        assertFalse(in.hasRemaining());
    }

    @Test
    void readsDoubles() throws Throwable {
        assertEquals(-1.5, new ByteReader(Bytes.ofHex("bff8000000000000")).f64("f64"));
        assertTrue(Double.isNaN(new ByteReader(Bytes.ofHex("7ff8000000000001")).f64("f64")));
    }

    @Test
    void everyReadNeedsItsBytesAndMovesOnlyIfTheyAreThere() {
        assertNeeds(1, in -> in.u8("x"));
        assertNeeds(2, in -> in.u16("x"));
        assertNeeds(3, in -> in.u24("x"));
        assertNeeds(4, in -> in.u32("x"));
        assertNeeds(4, in -> in.i32("x"));
        assertNeeds(8, in -> in.i64("x"));
        assertNeeds(8, in -> in.f64("x"));
        assertNeeds(5, in -> in.bytes(5, "x"));
        assertNeeds(5, in -> in.skip(5, "x"));
    }

    private static void assertNeeds(int count, ThrowingConsumer<ByteReader> read) {
        for (int length = 0; length < count; length++) {
            var in = new ByteReader(Bytes.wrap(new byte[length]));
            var e = assertThrows(MalformedException.class, () -> read.accept(in));
            assertEquals("truncated x", e.getMessage());
            assertEquals(0, in.position());
        }
        var in = new ByteReader(Bytes.wrap(new byte[count + 1]));
        try {
            read.accept(in);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
        assertEquals(count, in.position());
        assertEquals(1, in.remaining());
    }

    @Test
    void peekingStays() throws Exception {
        var in = new ByteReader(Bytes.of(7));
        assertEquals(7, in.peekU8("x"));
        assertEquals(0, in.position());
        in.skip(1, "x");
        assertThrows(MalformedException.class, () -> in.peekU8("x"));
    }

    @Test
    void slicesAndTheRest() throws Exception {
        var in = new ByteReader(Bytes.ofHex("0102030405"));
        assertEquals(Bytes.of(1, 2), in.bytes(2, "x"));
        assertEquals(Bytes.EMPTY, in.bytes(0, "x"));
        assertEquals(Bytes.of(3, 4, 5), in.rest());
        assertEquals(Bytes.EMPTY, in.rest());
        assertEquals(5, in.position());
    }

    @Test
    void countsFromThePeerThatAreNegativeOrHugeAreRefused() {
        var in = new ByteReader(Bytes.ofHex("0102"));
        for (long count : new long[] {-1, 3, 1L << 32, (1L << 32) + 1, Long.MAX_VALUE, Long.MIN_VALUE}) {
            assertThrows(MalformedException.class, () -> in.bytes(count, "x"));
            assertThrows(MalformedException.class, () -> in.skip(count, "x"));
        }
        assertEquals(0, in.position());
    }

    @Test
    void readsWithinASliceOnly() throws Exception {
        var in = new ByteReader(Bytes.ofHex("0102030405").slice(1, 2));
        assertEquals(0x0203, in.u16("x"));
        assertThrows(MalformedException.class, () -> in.u8("x"));
    }
}
