package org.tcserver.media;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tcserver.media.MediaKind.AUDIO;
import static org.tcserver.media.MediaKind.VIDEO;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcserver.wire.Bytes;

/** Headers in their wire format. In the vectors, four characters in quotes are a FourCC. */
class MediaTagVectorTest {
    private static final Pattern QUOTED = Pattern.compile("'(.{4})'");

    @ParameterizedTest
    @CsvSource(textBlock = """
            # Spark, Screen, VP6, VP6 alpha, Screen v2: the frame type says it all
            12 00 84,                   video 2,  KEYFRAME
            22 00 84,                   video 2,  INTER
            32 00 84,                   video 2,  DISPOSABLE
            42 00 84,                   video 2,  KEYFRAME
            13 00 00 01,                video 3,  KEYFRAME
            23 02,                      video 3,  INTER
            14 00 78,                   video 4,  KEYFRAME
            24 01,                      video 4,  INTER
            34 01,                      video 4,  INTER
            15 00 00,                   video 5,  KEYFRAME
            16 02,                      video 6,  KEYFRAME
            # AVC, MPEG-4, HEVC and AV1 have a packet type
            17 00 00 00 00 01 64 00,    video 7,  INIT
            27 00 00 00 00 01 64 00,    video 7,  INIT
            17 01 00 00 28 00 00,       video 7,  KEYFRAME
            17 01,                      video 7,  KEYFRAME
            27 01 ff ff d8 00 00,       video 7,  INTER
            37 01 00 00 00 00 00,       video 7,  INTER
            17 02 00 00 00,             video 7,  SEQUENCE_END
            27 02 00 00 00,             video 7,  SEQUENCE_END
            17 03 00 00 00,             video 7,  OTHER
            17,                         video 7,  KEYFRAME
            27,                         video 7,  INTER
            19 00 00 00 00 01,          video 9,  INIT
            19 01 00 00 00 01,          video 9,  KEYFRAME
            1c 00 00 00 00 01,          video 12, INIT
            1c 01 00 00 00 02 01,       video 12, KEYFRAME
            2c 01 00 00 00 02 01,       video 12, INTER
            1c 02 00 00 00,             video 12, SEQUENCE_END
            1d 00 00 00 00 81,          video 13, INIT
            # what phones send, and what nobody should
            1b 00 00,                   video 11, KEYFRAME
            0b 01,                      video 11, INTER
            6b 01,                      video 11, INTER
            70 01,                      video 0,  INTER
            00,                         video 0,  INTER
            # command frames
            50 03,                      video 0,  CHECKPOINT
            52 03,                      video 2,  CHECKPOINT
            50 00,                      video 0,  OTHER
            50 01,                      video 0,  OTHER
            50,                         video 0,  OTHER
            57 01 00 00 00 03,          video 7,  CHECKPOINT
            57 00 00 00 00 03,          video 7,  CHECKPOINT
            57 01 00 00 00 00,          video 7,  OTHER
            57 03,                      video 7,  OTHER
            5c 01 00 00 00 03,          video 12, CHECKPOINT
            """)
    void legacyVideo(String payload, String codec, MediaRole role) {
        assertTag(VIDEO, payload, codec, role);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            af 00 12 10,     audio 10, INIT
            af 01 21 10,     audio 10, CODED
            af 02,           audio 10, CODED
            af,              audio 10, CODED
            2f ff fb 90,     audio 2,  CODED
            2f 00,           audio 2,  CODED
            ef ff fb 90,     audio 14, CODED
            b6 36 9d,        audio 11, CODED
            72 d5 d5,        audio 7,  CODED
            82 ff ff,        audio 8,  CODED
            0e 00 00,        audio 0,  CODED
            1e 00,           audio 1,  CODED
            3e 00,           audio 3,  CODED
            62 00,           audio 6,  CODED
            f0 12,           audio 15, CODED
            """)
    void legacyAudio(String payload, String codec, MediaRole role) {
        assertTag(AUDIO, payload, codec, role);
    }

    @ParameterizedTest
    @ValueSource(strings = {"avc1", "hvc1", "av01", "vp09", "vp08", "vvc1", "zzzz"})
    void enhancedVideo(String fourCc) {
        assertAll(
                () -> assertTag(VIDEO, "90'" + fourCc + "'01", fourCc, MediaRole.INIT),
                () -> assertTag(VIDEO, "91'" + fourCc + "'000000 00", fourCc, MediaRole.KEYFRAME),
                () -> assertTag(VIDEO, "a1'" + fourCc + "'000000 00", fourCc, MediaRole.INTER),
                () -> assertTag(VIDEO, "b1'" + fourCc + "'000000 00", fourCc, MediaRole.INTER),
                () -> assertTag(VIDEO, "93'" + fourCc + "'00", fourCc, MediaRole.KEYFRAME),
                () -> assertTag(VIDEO, "a3'" + fourCc + "'00", fourCc, MediaRole.INTER),
                () -> assertTag(VIDEO, "c3'" + fourCc + "'00", fourCc, MediaRole.KEYFRAME),
                () -> assertTag(VIDEO, "92'" + fourCc + "'", fourCc, MediaRole.SEQUENCE_END),
                () -> assertTag(VIDEO, "94'" + fourCc + "'02 0009", fourCc, MediaRole.METADATA),
                () -> assertTag(VIDEO, "d4'" + fourCc + "'02 0009", fourCc, MediaRole.METADATA),
                () -> assertTag(VIDEO, "d4'" + fourCc + "'03", fourCc, MediaRole.METADATA),
                () -> assertTag(VIDEO, "95'" + fourCc + "'80", fourCc, MediaRole.INIT),
                () -> assertTag(VIDEO, "98'" + fourCc + "'00", fourCc, MediaRole.OTHER),
                () -> assertTag(VIDEO, "9f'" + fourCc + "'00", fourCc, MediaRole.OTHER),
                () -> assertTag(VIDEO, "d1'" + fourCc + "'03", fourCc, MediaRole.CHECKPOINT),
                () -> assertTag(VIDEO, "d0'" + fourCc + "'03", fourCc, MediaRole.CHECKPOINT),
                () -> assertTag(VIDEO, "d1'" + fourCc + "'00", fourCc, MediaRole.OTHER),
                () -> assertTag(VIDEO, "d1'" + fourCc + "'", fourCc, MediaRole.OTHER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mp4a", "Opus", "fLaC", "ac-3", "ec-3", ".mp3", "zzzz"})
    void enhancedAudio(String fourCc) {
        assertAll(
                () -> assertTag(AUDIO, "90'" + fourCc + "'1210", fourCc, MediaRole.INIT),
                () -> assertTag(AUDIO, "91'" + fourCc + "'2110", fourCc, MediaRole.CODED),
                () -> assertTag(AUDIO, "92'" + fourCc + "'", fourCc, MediaRole.SEQUENCE_END),
                () -> assertTag(AUDIO, "93'" + fourCc + "'00", fourCc, MediaRole.OTHER),
                () -> assertTag(AUDIO, "94'" + fourCc + "'0106 0000003f", fourCc, MediaRole.MULTICHANNEL_CONFIG),
                () -> assertTag(AUDIO, "96'" + fourCc + "'00", fourCc, MediaRole.OTHER));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # a three-byte TimestampOffsetNano, then the packet type
            97 02 0f423f 01 'hvc1' 000000,                   hvc1, KEYFRAME
            a7 02 0f423f 03 'hvc1' 00,                       hvc1, INTER
            97 02 0f423f 00 'av01' 81,                       av01, INIT
            97 02 0f423f 02 'av01',                          av01, SEQUENCE_END
            97 00 ff 17 00 ee 01 'vp09' 00,                  vp09, KEYFRAME
            d7 02 0f423f 01 'avc1' 03,                       avc1, CHECKPOINT
            # a size of 256 announces a long one
            97 ff 0002 0f423f 01 'hvc1' 00,                  hvc1, KEYFRAME
            97 ff 0009 0f423f 01 'hvc1' 00,                  video 0, OTHER
            """)
    void modExIsSkipped(String payload, String codec, MediaRole role) {
        assertTag(VIDEO, payload, codec, role);
    }

    @Test
    void modExIsSkippedInAudio() {
        assertTag(AUDIO, "97 02 0f423f 01 'Opus' fc", "Opus", MediaRole.CODED);
        assertTag(AUDIO, "97 02 0f423f 04 'Opus' 01 02", "Opus", MediaRole.MULTICHANNEL_CONFIG);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            96 00 'avc1' 01 01 64 00 1f,        avc1, 1,   INIT
            96 01 'avc1' 01 000000 00,          avc1, 1,   KEYFRAME
            a6 01 'avc1' ff 000000 00,          avc1, 255, INTER
            a6 03 'hvc1' 02 00,                 hvc1, 2,   INTER
            96 02 'hvc1' 02,                    hvc1, 2,   SEQUENCE_END
            96 04 'hvc1' 02 02 0009,            hvc1, 2,   METADATA
            d6 04 'hvc1' 02 02 0009,            hvc1, 2,   METADATA
            96 05 'av01' 03 80,                 av01, 3,   INIT
            96 06 'av01' 03 80,                 av01, 3,   OTHER
            96 07 'av01' 03 80,                 av01, 3,   OTHER
            d6 01 'av01' 03 03,                 av01, 3,   CHECKPOINT
            97 02 0f423f 06 01 'hvc1' 01 00,    hvc1, 1,   KEYFRAME
            """)
    void oneTrackOfVideo(String payload, String codec, int trackId, MediaRole role) {
        assertOneTrack(MediaTag.of(VIDEO, bytes(payload)), codec, trackId, role);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            95 00 'mp4a' 01 1210,               mp4a, 1, INIT
            95 01 'mp4a' 01 2110,               mp4a, 1, CODED
            95 02 'mp4a' 01,                    mp4a, 1, SEQUENCE_END
            95 04 'Opus' 07 0102,               Opus, 7, MULTICHANNEL_CONFIG
            95 05 'Opus' 07 0102,               Opus, 7, OTHER
            """)
    void oneTrackOfAudio(String payload, String codec, int trackId, MediaRole role) {
        assertOneTrack(MediaTag.of(AUDIO, bytes(payload)), codec, trackId, role);
    }

    @Test
    void manyTracksShareTheCodec() {
        var tag = MediaTag.of(VIDEO, bytes("96 11 'hvc1' 00 000003 aabbcc 02 000000 01 000001 dd"));
        assertEquals(MediaRole.KEYFRAME, tag.role());
        assertTracks(tag, "0 hvc1, 2 hvc1, 1 hvc1");
    }

    @Test
    void manyTracksMayBringTheirOwnCodecs() {
        var tag = MediaTag.of(AUDIO, bytes("95 20 'mp4a' 00 000002 1210 'Opus' 01 000001 dd"));
        assertEquals(MediaRole.INIT, tag.role());
        assertTracks(tag, "0 mp4a, 1 Opus");
    }

    @Test
    void repeatedTracksCountOnce() {
        var tag = MediaTag.of(VIDEO, bytes("96 11 'hvc1' 05 000000 05 000000 06 000000 05 000000"));
        assertTracks(tag, "5 hvc1, 6 hvc1");
    }

    @Test
    void manyTracksMayBeOne() {
        assertOneTrack(MediaTag.of(VIDEO, bytes("a6 11 'hvc1' 05 000001 00")), "hvc1", 5, MediaRole.INTER);
    }

    @Test
    void aTrackWithAnImpossibleSizeIsTheLast() {
        assertTracks(MediaTag.of(VIDEO, bytes("96 11 'hvc1' 00 000001 aa 01 ffffff 02 000000")), "0 hvc1, 1 hvc1");
        assertTracks(MediaTag.of(VIDEO, bytes("96 21 'hvc1' 00 000001 aa 'av01' 01 00")), "0 hvc1, 1 av01");
    }

    @Test
    void noByteOfManyTracksIsTakenForACommand() {
        assertEquals(
                MediaRole.OTHER,
                MediaTag.of(VIDEO, bytes("d6 11 'hvc1' 03 000003 030303 03 000000"))
                        .role());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            VIDEO, 96
            VIDEO, 96 30 'hvc1' 00 00
            VIDEO, 96 f1 'hvc1' 00 00
            VIDEO, 96 00 'hvc1'
            VIDEO, 96 10 'hv'
            VIDEO, 96 10 'hvc1'
            VIDEO, 96 20 'hvc1'
            AUDIO, 95
            AUDIO, 95 01 'mp4a'
            """)
    void multitrackWithoutATrack(MediaKind kind, String payload) {
        var tag = MediaTag.of(kind, bytes(payload.replace("'hv'", "6876")));
        assertOneTrack(tag, Codec.none(kind).toString(), 0, MediaRole.OTHER);
        assertTrue(tag.codec().isNone());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            VIDEO, 91,          OTHER
            VIDEO, 91 687663,   OTHER
            VIDEO, 90 687663,   OTHER
            VIDEO, 92,          SEQUENCE_END
            VIDEO, 97,          OTHER
            VIDEO, 97 ff,       OTHER
            VIDEO, 97 ff 00,    OTHER
            VIDEO, 97 00 00,    OTHER
            VIDEO, 97 05 00 01, OTHER
            VIDEO, d1 03,       CHECKPOINT
            VIDEO, d1 00,       OTHER
            VIDEO, d1,          OTHER
            AUDIO, 91,          OTHER
            AUDIO, 91 6d7034,   OTHER
            AUDIO, 92,          SEQUENCE_END
            AUDIO, 97,          OTHER
            """)
    void truncatedHeadersHaveNoCodec(MediaKind kind, String payload, MediaRole role) {
        var tag = MediaTag.of(kind, bytes(payload));
        assertEquals(role, tag.role());
        assertTrue(tag.codec().isNone());
        assertEquals(kind, tag.kind());
        assertFalse(tag.multitrack());
    }

    @Test
    void emptyMessages() {
        for (var kind : MediaKind.values()) {
            var tag = MediaTag.of(kind, Bytes.EMPTY);
            assertEquals(MediaRole.EMPTY, tag.role());
            assertEquals(kind, tag.kind());
            assertTrue(tag.codec().isNone());
        }
    }

    @Test
    void everyTruncationOfAMessageHasTheSameKind() {
        for (var hex : List.of(
                "97 ff 0002 0f423f 06 21 'hvc1' 00 000002 aabb 'av01' 01 000001 cc",
                "97 02 0f423f 06 11 'hvc1' 00 000002 aabb 01 000001 cc",
                "57 01 00 00 00 03")) {
            var payload = bytes(hex);
            var whole = MediaTag.of(VIDEO, payload);
            for (int length = 0; length < payload.length(); length++) {
                var tag = MediaTag.of(VIDEO, payload.slice(0, length));
                assertEquals(VIDEO, tag.kind());
                assertTrue(tag.trackCount() <= whole.trackCount());
            }
        }
    }

    @Test
    void knownCodecsAreShared() {
        assertSame(
                MediaTag.of(VIDEO, bytes("91'av01'00")).codec(),
                MediaTag.of(VIDEO, bytes("96 01'av01'0100")).codec());
        assertEquals(
                MediaTag.of(VIDEO, bytes("91'zzzz'00")).codec(),
                MediaTag.of(VIDEO, bytes("96 01'zzzz'0100")).codec());
    }

    private static void assertTag(MediaKind kind, String payload, String codec, MediaRole role) {
        var tag = MediaTag.of(kind, bytes(payload));
        assertEquals(role, tag.role(), payload);
        assertEquals(codec, tag.codec().toString(), payload);
        assertEquals(kind, tag.kind(), payload);
        assertEquals(0, tag.trackId(), payload);
        assertEquals(1, tag.trackCount(), payload);
        assertFalse(tag.multitrack(), payload);
    }

    private static void assertOneTrack(MediaTag tag, String codec, int trackId, MediaRole role) {
        assertEquals(role, tag.role());
        assertTracks(tag, trackId + " " + codec);
        assertEquals(1, tag.trackCount());
    }

    private static void assertTracks(MediaTag tag, String expected) {
        assertTrue(tag.multitrack());
        var actual = new StringBuilder();
        for (int i = 0; i < tag.trackCount(); i++) {
            actual.append(i == 0 ? "" : ", ")
                    .append(tag.trackIdAt(i))
                    .append(' ')
                    .append(tag.codecAt(i));
        }
        assertEquals(expected, actual.toString());
        assertEquals(tag.trackIdAt(0), tag.trackId());
        assertEquals(tag.codecAt(0), tag.codec());
    }

    private static Bytes bytes(String vector) {
        var hex = QUOTED.matcher(vector)
                .replaceAll(match -> HexFormat.of().formatHex(match.group(1).getBytes(StandardCharsets.US_ASCII)));
        return Bytes.ofHex(hex.replace(" ", ""));
    }
}
