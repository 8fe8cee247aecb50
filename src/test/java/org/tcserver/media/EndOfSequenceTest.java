package org.tcserver.media;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcserver.wire.Bytes;

class EndOfSequenceTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            VIDEO, 170100000000,           1702000000
            VIDEO, 916876633100,           9268766331
            VIDEO, a17a7a7a7a00,           927a7a7a7a
            VIDEO, a6016876633102000000,   96026876633102
            VIDEO, a6016876633100000000,   96026876633100
            VIDEO, 1200,                   ''
            VIDEO, 1c0100000000,           ''
            VIDEO, 5003,                   ''
            VIDEO, 910000000000,           ''
            VIDEO, 96,                     ''
            VIDEO, '',                     ''
            AUDIO, 916d70346121,           926d703461
            AUDIO, 95016d7034610121,       95026d70346101
            AUDIO, af0121,                 ''
            """)
    void hasTheFormOfTheMessage(MediaKind kind, String payload, String end) {
        assertEquals(
                end, MediaTag.of(kind, Bytes.ofHex(payload)).endOfSequenceAt(0).toHex());
    }

    @Test
    void eachOfManyTracksHasItsOwn() {
        var tag = MediaTag.of(
                MediaKind.VIDEO, Bytes.ofHex("9621" + "61766331" + "00" + "000001aa" + "68766331" + "01" + "000001bb"));
        assertEquals("96026176633100", tag.endOfSequenceAt(0).toHex());
        assertEquals("96026876633101", tag.endOfSequenceAt(1).toHex());
    }
}
