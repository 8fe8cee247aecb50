package org.tcserver.rtmfp.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcserver.wire.Bytes;

class SimpleChecksumTest {
    @ParameterizedTest
    @CsvSource({
        "0001f203f4f5f6f7, 220d", // RFC 1071 §3
        "'', ffff",
        "01, fffe", // an odd byte is the lower half of a word
        "010203, fefa",
        "ffff, 0000",
        "ffffffff0001, fffe",
    })
    void isTheComplementOfTheSum(String hex, String checksum) {
        var bytes = Bytes.ofHex("aa" + hex + "aa").toArray();
        assertEquals(checksum, String.format("%04x", SimpleChecksum.of(bytes, 1, bytes.length - 1)));
    }

    @Test
    void doesNotOverflow() {
        var bytes = new byte[65536];
        Arrays.fill(bytes, (byte) 0xff);
        assertEquals(0, SimpleChecksum.of(bytes, 0, bytes.length));
    }
}
