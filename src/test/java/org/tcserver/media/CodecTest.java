package org.tcserver.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tcserver.media.MediaKind.AUDIO;
import static org.tcserver.media.MediaKind.VIDEO;

import org.junit.jupiter.api.Test;

class CodecTest {
    private static final int AVC1 = 0x61766331;

    @Test
    void onlyTheOldVideoCodecsTolerateGaps() {
        for (int id = 0; id < 16; id++) {
            assertEquals(id >= 2 && id <= 6, Codec.ofLegacyId(VIDEO, id).toleratesGaps(), "video " + id);
            assertFalse(Codec.ofLegacyId(AUDIO, id).toleratesGaps(), "audio " + id);
        }
        assertFalse(Codec.ofFourCc(VIDEO, AVC1).toleratesGaps());
        assertFalse(Codec.ofFourCc(VIDEO, 4).toleratesGaps());
    }

    @Test
    void nothingIsSaidByVideoIdZeroAndByNoFourCc() {
        assertTrue(Codec.ofLegacyId(VIDEO, 0).isNone());
        assertTrue(Codec.ofFourCc(VIDEO, 0).isNone());
        assertTrue(Codec.ofFourCc(AUDIO, 0).isNone());
        assertFalse(Codec.ofLegacyId(AUDIO, 0).isNone());
        assertFalse(Codec.ofLegacyId(VIDEO, 1).isNone());
    }

    @Test
    void idsAndFourCcsAreDifferentCodecs() {
        assertNotEquals(Codec.AVC, Codec.ofFourCc(VIDEO, AVC1));
        assertNotEquals(Codec.AVC, Codec.ofFourCc(VIDEO, 7));
        assertNotEquals(Codec.ofLegacyId(AUDIO, 7), Codec.AVC);
    }

    @Test
    void hasANameForPeople() {
        assertEquals("avc1", Codec.ofFourCc(VIDEO, AVC1).toString());
        assertEquals("?a\"?", Codec.ofFourCc(VIDEO, 0x0a6122ff).toString());
        assertEquals("video 7", Codec.AVC.toString());
        assertEquals("audio 10", Codec.AAC.toString());
    }
}
