package org.tcserver.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VluVectorTest {
    @ParameterizedTest
    @CsvSource({
        "00, 0",
        "01, 1",
        "7f, 127",
        "8100, 128",
        "8148, 200",
        "ff7f, 16383",
        "818000, 16384",
        "ffff7f, 2097151",
        "81808000, 2097152",
        "8fffffff7f, 4294967295",
        "9080808000, 4294967296",
        "ffffffffffffff7f, 72057594037927935",
        "808080808080808000, 0",
        "818080808080808000, 72057594037927936",
        "ffffffffffffffff7f, 9223372036854775807",
    })
    void readsAndWrites(String hex, long value) throws Exception {
        var in = new ByteReader(Bytes.ofHex(hex + "55"));
        assertEquals(value, Vlu.read(in, "vlu"));
        assertEquals(1, in.remaining());

        boolean padded = hex.startsWith("80");
        var out = new ByteWriter();
        Vlu.write(out, value);
        assertEquals(padded ? "00" : hex, out.toBytes().toHex());
        assertEquals(out.length(), Vlu.length(value));
        assertTruncatedAtEveryByte(Bytes.ofHex(hex));
    }

    private static void assertTruncatedAtEveryByte(Bytes whole) {
        for (int length = 0; length < whole.length(); length++) {
            var in = new ByteReader(whole.slice(0, length));
            assertThrows(MalformedException.class, () -> Vlu.read(in, "vlu"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "81808080808080808000", // 2^63
        "81ffffffffffffffff7f", // 2^64 - 1
        "82808080808080808000", // 2^64
        "c08080808080808080808080808000",
        "ffffffffffffffffffffffffffff00",
    })
    void saturates(String hex) throws Exception {
        var in = new ByteReader(Bytes.ofHex(hex));
        assertEquals(Long.MAX_VALUE, Vlu.read(in, "vlu"));
        assertEquals(0, in.remaining());
    }

    @Test
    void everyPowerOfTwoReturns() throws Exception {
        for (int bit = 0; bit < 63; bit++) {
            for (long value : new long[] {(1L << bit) - 1, 1L << bit, (1L << bit) + 1}) {
                var out = new ByteWriter();
                Vlu.write(out, value);
                assertEquals(value, Vlu.read(new ByteReader(out.toBytes()), "vlu"));
                assertEquals(out.length(), Vlu.length(value));
            }
        }
    }

    @Test
    void refusesToWriteNegativeNumbers() {
        assertThrows(IllegalArgumentException.class, () -> Vlu.write(new ByteWriter(), -1));
    }
}
