package org.tcserver.pushav;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
    @ParameterizedTest
    @CsvSource({"bytes=0-0, 0, 0", "bytes=0-, 0, 99", "bytes=90-200, 90, 99", "bytes=-10, 90, 99", "bytes=-200, 0, 99"})
    void ranges(String header, long first, long last) throws Exception {
        assertEquals(new ByteRange(first, last), ByteRange.of(header, 100));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bytes=-", "bytes=1-0", "bytes=0-1,3-4", "items=0-1", "bytes=99999999999999999999-"})
    void othersMeanTheWhole(String header) throws Exception {
        assertNull(ByteRange.of(header, 100));
    }

    @Test
    void outsideTheFile() {
        assertThrows(Problem.class, () -> ByteRange.of("bytes=100-", 100));
        assertThrows(Problem.class, () -> ByteRange.of("bytes=0-", 0));
        assertThrows(Problem.class, () -> ByteRange.of("bytes=-0", 100));
    }
}
