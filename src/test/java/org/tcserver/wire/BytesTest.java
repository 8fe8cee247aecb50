package org.tcserver.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class BytesTest {
    @Test
    void slicesShareTheArrayAndCompareByContent() {
        var bytes = Bytes.ofHex("0102030405");
        assertEquals(Bytes.of(3, 4), bytes.slice(2, 2));
        assertEquals(Bytes.of(3, 4).hashCode(), bytes.slice(2, 2).hashCode());
        assertThrows(IndexOutOfBoundsException.class, () -> bytes.slice(4, 2));
    }

    @Test
    void aSmallPartOfALargeArrayIsCopiedToLast() {
        var array = new byte[100];
        var most = Bytes.wrap(array, 10, 50);
        assertSame(most, most.compact());
        var little = Bytes.wrap(array, 10, 49).compact();
        array[10] = 1;
        assertEquals(Bytes.wrap(new byte[49]), little);
    }

    @Test
    void whatIsNoUtf8IsLatin1() {
        assertEquals("caf\u00e9", Bytes.ofHex("636166c3a9").toText());
        assertEquals("caf\u00e9", Bytes.ofHex("636166e9").toText());
        assertEquals("\u00c3\u00a9\u00e9", Bytes.ofHex("c3a9e9").toText());
        assertEquals("\ufffd", Bytes.ofHex("efbfbd").toText());
        assertEquals("", Bytes.EMPTY.toText());
    }
}
