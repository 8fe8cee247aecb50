package org.tcserver.pushav.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcserver.testing.Deadline;

class UploadRulesTest {
    private static final String DYNAMIC = """
            <MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="dynamic"><Period><AdaptationSet>
            <SegmentTemplate media="$RepresentationID$/segment_$Number$.m4s"/><Representation id="video"/>
            </AdaptationSet></Period></MPD>""";
    private static final String STATIC = DYNAMIC.replace("dynamic", "static");
    private static final String MULTIVARIANT = "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nvideo/index.m3u8\n";
    private static final String FIRST = "#EXTM3U\n#EXT-X-TARGETDURATION:2\n";
    private static final String LAST = FIRST
            + "#EXT-X-PLAYLIST-TYPE:VOD\n#EXTINF:2.0,\nsegment_1001.m4s\n#EXTINF:2.0,\nsegment_1002.m4s\n#EXT-X-ENDLIST\n";

    private final StreamState state = new StreamState();
    private IngestInterface kind = IngestInterface.CMAF_INGEST;
    private long number;
    private @Nullable String duration = "2.0";
    private @Nullable String subject = "CN=dev";

    /** Judges an upload and accepts it in any case, like a stream that is not strict. */
    private Findings upload(String text, String content) throws Exception {
        var path = UploadPath.of(List.of(text.split("/", -1)));
        Facts facts = switch (path.extension()) {
            case "mpd" -> MpdReader.read(content.getBytes(UTF_8));
            case "m3u8" -> PlaylistReader.read(content);
            default -> Facts.NONE;
        };
        var type = switch (path.extension()) {
            case "mpd" -> "application/dash+xml";
            case "m3u8" -> "application/vnd.apple.mpegurl";
            case "init" -> "video/mp4";
            default -> "video/iso.segment";
        };
        var candidate = new Candidate(path, MatterPath.of(path), content.length(), facts, subject, type, duration);
        var findings = UploadRules.judge(kind, state, candidate);
        state.uploaded(new UploadRecord(
                ++number,
                path,
                Instant.EPOCH,
                content.length(),
                UploadRecord.Verdict.ACCEPTED,
                findings.reasons(),
                findings.warnings(),
                subject,
                null,
                candidate.announcedSeconds(),
                facts));
        return findings;
    }

    private void good(String path, String content) throws Exception {
        var findings = upload(path, content);
        assertEquals(List.of(), findings.reasons(), path);
        assertEquals(List.of(), findings.warnings(), path);
    }

    private void good(String path) throws Exception {
        good(path, "");
    }

    private void bad(String path, String content, String reason) throws Exception {
        var reasons = upload(path, content).reasons();
        assertTrue(reasons.stream().anyMatch(text -> text.contains(reason)), () -> path + ": " + reasons);
    }

    private void odd(String path, String content, String warning) throws Exception {
        var findings = upload(path, content);
        assertEquals(List.of(), findings.reasons(), path);
        assertTrue(
                findings.warnings().stream().anyMatch(text -> text.contains(warning)),
                () -> path + ": " + findings.warnings());
    }

    @Test
    void cmafInOrder() throws Exception {
        good("session_1/video/video.init");
        good("session_1/video/segment_1001.m4s");
        good("session_1/video/segment_1002.m4s");
        good("session_2/video/video.init");
        good("session_1/index.mpd", DYNAMIC);
        odd("session_1/audio/segment_1001.m4s", "", "came before the init segment");
        odd("session_2/index.m3u8", MULTIVARIANT, "needs no playlist");
    }

    @ParameterizedTest
    @CsvSource({
        "video.mp4, extension 'mp4' is not allowed",
        "session_1/video/noextension, extension '' is not allowed",
        "video.m4s, session_<number>/<track>/segment_<number>.m4s",
        "session_1/video/seg_1.m4s, session_<number>/<track>/segment_<number>.m4s",
        "session_1/video/segment_x.m4s, session_<number>/<track>/segment_<number>.m4s",
        "session_1/a/b/segment_1.m4s, session_<number>/<track>/segment_<number>.m4s",
        "session_1/v/x/y.init, session_<number>/<track>/<track>.init",
        "session_1/video.mpd, session_<number>/index.mpd",
        "session_1/master.m3u8, session_<number>/index.m3u8",
        "session_1/abcdefghijklmnopq/segment_1001.m4s, more than 16 characters",
    })
    void pathsThatAreNotMatters(String path, String reason) throws Exception {
        bad(path, "", reason);
    }

    @Test
    void withoutCertificate() throws Exception {
        subject = null;
        bad("session_1/video/video.init", "", "without a TLS client certificate");
    }

    @Test
    void trackNames() throws Exception {
        state.trackNames(List.of("video", "audio"));
        good("session_1/video/video.init");
        good("session_1/audio/audio.init");
        bad("session_1/other/other.init", "", "track 'other' is not the stream's track name 'video', 'audio'");
    }

    @Test
    void namesAndNumbersThatAreOdd() throws Exception {
        odd("session_3/video/init.init", "", "not named after its track");
        odd("session_3/video/segment_5.m4s", "", "instead of 1001");
        odd("session_3/video/segment_5.m4s", "", "segment 5 does not follow segment 5");
        odd("session_3/video/segment_9.m4s", "", "segment 9 does not follow segment 5");
        odd("session_2/video/video.init", "", "session 2 is new, but session 3 was before it");
    }

    @Test
    void dashInOrder() throws Exception {
        kind = IngestInterface.DASH;
        good("session_1/index.mpd", DYNAMIC);
        good("session_1/video/video.init");
        good("session_1/video/segment_1001.m4s");
        good("session_1/index.mpd", STATIC);
        assertTrue(state.session(1).complete());
        bad("session_1/video/segment_1002.m4s", "", "session 1 is already complete");
        bad("session_1/index.mpd", DYNAMIC, "session 1 is already complete");
        good("session_2/index.mpd", DYNAMIC);
        assertFalse(state.session(2).complete());
    }

    @Test
    void dashOutOfOrder() throws Exception {
        kind = IngestInterface.DASH;
        bad("session_1/video/segment_1001.m4s", "", "MPD of session 1 must come before");
        bad("session_1/index.mpd", DYNAMIC, "must come before the segments");
        bad("session_1/video/video.init", "", "must come before the segments of its track");
        bad("session_2/index.mpd", STATIC, "first MPD of a session must be dynamic");
        bad("session_3/index.mpd", DYNAMIC.replace(" type=\"dynamic\"", ""), "type is ''");
        bad("session_4/index.mpd", DYNAMIC.replaceAll("<SegmentTemplate.*/>", ""), "does not use SegmentTemplate");
        bad("session_5/index.m3u8", MULTIVARIANT, "not supported by the interface dash");
        good("session_6/index.mpd", DYNAMIC);
        good("session_6/video/video.init");
        bad("session_6/video/video.init", "", "has its init segment");
        bad("session_6/audio/segment_1001.m4s", "", "init segment of the track 'audio' must come first");
        odd("session_6/index.mpd", STATIC.replace("segment_", "other_"), "1 uploaded segments are not named");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not xml", "<MPD", "<MPD><a></MPD>", "<MPD>&x;</MPD>"})
    void malformedMpd(String content) throws Exception {
        kind = IngestInterface.DASH;
        bad("session_1/index.mpd", content, "not well-formed");
    }

    @Test
    void mpdWithDocumentTypeIsRefusedUnread() throws Exception {
        var external = "<!DOCTYPE MPD [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><MPD type=\"dynamic\">&x;</MPD>";
        bad("session_1/index.mpd", external, "document type");
        var bomb = new StringBuilder("<!DOCTYPE MPD [<!ENTITY a0 \"ha\">");
        for (int i = 1; i < 60; i++) {
            bomb.append("<!ENTITY a" + i + " \"&a" + (i - 1) + ";&a" + (i - 1) + ";\">");
        }
        bad("session_1/index.mpd", bomb + "]><MPD>&a59;</MPD>", "document type");
        bad("session_1/index.mpd", "<MPD>".repeat(100) + "</MPD>".repeat(100), "too many elements");
    }

    @Test
    void oddMpds() throws Exception {
        kind = IngestInterface.DASH;
        odd("session_1/index.mpd", DYNAMIC.replace("<Period>", "<Period/><Period>"), "2 periods");
        odd("session_2/index.mpd", DYNAMIC.replace("<Period>", "<BaseURL>x</BaseURL><Period>"), "BaseURL");
        odd("session_3/index.mpd", DYNAMIC.replace("$RepresentationID$", "x"), "$RepresentationID$");
        odd("session_4/index.mpd", DYNAMIC.replace("$Number$", "x"), "neither $Number$ nor $Time$");
        odd("session_5/index.mpd", DYNAMIC.replace("urn:mpeg:dash:schema:mpd:2011", "x"), "namespace");
    }

    @Test
    void hlsInOrder() throws Exception {
        kind = IngestInterface.HLS;
        good("session_1/index.m3u8", MULTIVARIANT);
        good("session_1/video/index.m3u8", FIRST);
        good("session_1/video/video.init");
        good("session_1/video/segment_1001.m4s");
        good("session_1/video/segment_1002.m4s");
        assertFalse(state.session(1).complete());
        good("session_1/video/index.m3u8", LAST);
        assertTrue(state.session(1).complete());
        bad("session_1/video/segment_1003.m4s", "", "is complete");
    }

    @Test
    void hlsOutOfOrder() throws Exception {
        kind = IngestInterface.HLS;
        bad("session_1/index.mpd", DYNAMIC, "not supported by the interface hls");
        bad("session_1/video/video.init", "", "multi-variant playlist of session 1 must come before");
        bad("session_1/index.m3u8", MULTIVARIANT, "must come before the segments");
        bad("session_2/index.m3u8", "#EXTM3U\n", "at least one track");
        bad("session_2/index.m3u8", MULTIVARIANT.substring(8), "#EXTM3U");
        good("session_3/index.m3u8", MULTIVARIANT);
        bad("session_3/video/segment_1001.m4s", "", "first playlist of the track 'video' must come before");
        bad("session_4/video/index.m3u8", FIRST, "must come before its media playlists");
    }

    @Test
    void firstPlaylistHoldsNothing() throws Exception {
        kind = IngestInterface.HLS;
        good("session_1/index.m3u8", MULTIVARIANT);
        var reasons = upload("session_1/video/index.m3u8", LAST).reasons();
        assertEquals(
                List.of(
                        "the first playlist of a track must not have a playlist type",
                        "the first playlist of a track must not have #EXT-X-ENDLIST",
                        "the first playlist of a track must not have #EXTINF",
                        "the first playlist of a track must not name segments"),
                reasons);
    }

    @Test
    void finalPlaylistHoldsAll() throws Exception {
        kind = IngestInterface.HLS;
        good("session_1/index.m3u8", MULTIVARIANT);
        good("session_1/video/index.m3u8", FIRST);
        bad("session_1/video/index.m3u8", FIRST, "came before its init and segments");
        good("session_1/video/video.init");
        good("session_1/video/segment_1001.m4s");
        var reasons = upload("session_1/video/index.m3u8", FIRST).reasons();
        assertEquals(4, reasons.size(), reasons::toString);
        bad("session_1/video/index.m3u8", LAST.replace("VOD", "EVENT"), "not VOD");
        bad("session_1/video/index.m3u8", LAST, "names 1 segments that were not uploaded");
        bad("session_1/video/index.m3u8", LAST.replace("1001", "1003"), "leaves out 1 uploaded segments");
        bad("session_1/video/index.m3u8", LAST.replace("2.0", "3.0"), "durations of 1 segments differ");
        bad("session_1/video/index.m3u8", LAST.replace("2.0", "x"), "no positive number");
        bad("session_1/video/index.m3u8", LAST.replace("#EXT-X-ENDLIST", ""), "no #EXT-X-ENDLIST");
    }

    @Test
    void announcedDurations() throws Exception {
        kind = IngestInterface.HLS;
        good("session_1/index.m3u8", MULTIVARIANT);
        good("session_1/video/index.m3u8", FIRST);
        good("session_1/video/video.init");
        good("session_1/video/segment_1001.m4s");
        duration = null;
        bad("session_1/video/segment_1002.m4s", "", "X-EXTINF-duration is missing");
        for (var text : List.of("", "abc", "-1", "0", "1e9", "NaN", "1,5")) {
            duration = text;
            bad("session_1/video/segment_1003.m4s", "", "not a positive decimal number");
        }
        duration = "0.1";
        odd("session_1/video/segment_1004.m4s", "", "not within 0.5 to 65.5");
    }

    /** Each would take minutes, or all memory, if the reader multiplied its parts. */
    @Test
    void manifestsThatGrowWhenTheyAreRead() {
        var bombs = List.of(
                "<MPD><Period><SegmentTemplate media='" + "x".repeat(1_000_000) + "'/>"
                        + "<Representation id='1'/>".repeat(90_000) + "</Period></MPD>",
                "<MPD><Period><SegmentTemplate media='$RepresentationID$$RepresentationID$'/>"
                        + ("<Representation id='" + "x".repeat(30_000) + "'/>").repeat(100) + "</Period></MPD>",
                "<MPD><Period>"
                        + LongStream.range(0, 90_000)
                                .mapToObj(i -> "<Representation id='" + i + "'><SegmentTemplate media='" + i
                                        + "'/></Representation>")
                                .collect(Collectors.joining())
                        + "</Period></MPD>");
        for (var bomb : bombs) {
            var facts = assertTimeout(Deadline.PATIENCE, () -> MpdReader.read(bomb.getBytes(UTF_8)));
            if (facts instanceof Facts.Mpd mpd) {
                assertTrue(
                        mpd.mediaTemplates().stream().mapToInt(String::length).sum() < 40_000);
            }
        }
    }

    @Test
    void templatesAreMatchedInTimeInProportionToThePath() throws Exception {
        kind = IngestInterface.DASH;
        upload("session_1/index.mpd", DYNAMIC);
        upload("session_1/" + "1".repeat(200) + "/segment_1001.m4s", "");
        var numbers = STATIC.replace("$RepresentationID$/segment_$Number$.m4s", "$Number$".repeat(30) + "x");
        var findings = assertTimeoutPreemptively(Deadline.PATIENCE, () -> upload("session_1/index.mpd", numbers));
        assertTrue(findings.warnings().stream().anyMatch(text -> text.contains("are not named as")));
    }

    @ParameterizedTest
    @CsvSource({
        "v/segment_$Number$.m4s, v/segment_1001.m4s, 1001, true",
        "v/segment_$Time$.m4s, v/segment_1001.m4s, 1001, true",
        "v/segment_$Number%06d$.m4s, v/segment_001001.m4s, 1001, true",
        "v/segment_$Number%06d$.m4s, v/segment_1001.m4s, 1001, false",
        "v/segment_$Number$.m4s, v/segment_1002.m4s, 1001, false",
        "v/segment_$Number$.m4s, v/segment_1001.m4sx, 1001, false",
        "v$$/$Number$$Number$, v$/77, 7, true",
        "v/$SubNumber$, v/7, 7, false",
        "v/$Number, v/7, 7, true",
    })
    void templates(String media, String path, long number, boolean named) {
        assertEquals(named, MediaTemplate.of(media).names(path, number));
    }
}
