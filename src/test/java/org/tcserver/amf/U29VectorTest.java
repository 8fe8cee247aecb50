package org.tcserver.amf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

class U29VectorTest {
    @ParameterizedTest
    @CsvSource({
        "00, 0",
        "7f, 0x7f",
        "8100, 0x80",
        "ff7f, 0x3fff",
        "818000, 0x4000",
        "ffff7f, 0x1fffff",
        "80c08000, 0x200000",
        "ffffffff, 0x1fffffff",
        "bfffffff, 0xfffffff",
    })
    void readsAndWrites(String hex, String number) throws Exception {
        int value = Integer.decode(number);
        var bytes = Bytes.ofHex(hex);
        assertEquals(value, U29.read(new ByteReader(bytes), "u29"));
        var out = new ByteWriter();
        U29.write(out, value);
        assertEquals(hex, out.toBytes().toHex());
        for (int length = 0; length < bytes.length(); length++) {
            var in = new ByteReader(bytes.slice(0, length));
            assertThrows(MalformedException.class, () -> U29.read(in, "u29"));
        }
    }

    @Test
    void refusesToWriteWhatDoesNotFit() {
        assertThrows(IllegalArgumentException.class, () -> U29.write(new ByteWriter(), -1));
        assertThrows(IllegalArgumentException.class, () -> U29.write(new ByteWriter(), U29.MAX + 1));
    }
}
