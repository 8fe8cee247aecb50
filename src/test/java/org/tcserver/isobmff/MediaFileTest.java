package org.tcserver.isobmff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tcserver.isobmff.Boxes.box;
import static org.tcserver.isobmff.Boxes.ftyp;
import static org.tcserver.isobmff.Boxes.fullBox;
import static org.tcserver.isobmff.Boxes.join;
import static org.tcserver.isobmff.Boxes.moof;
import static org.tcserver.isobmff.Boxes.moov;
import static org.tcserver.isobmff.Boxes.mvex;
import static org.tcserver.isobmff.Boxes.read;
import static org.tcserver.isobmff.Boxes.run;
import static org.tcserver.isobmff.Boxes.styp;
import static org.tcserver.isobmff.Boxes.videoTrack;
import static org.tcserver.isobmff.Boxes.words;
import static org.tcserver.isobmff.Boxes.zeros;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

class MediaFileTest {
    private static final Bytes INIT = join(ftyp("iso6", "cmfc"), moov(mvex(1, 40)));

    private static String complaint(Bytes... parts) {
        return String.valueOf(
                assertThrows(MalformedException.class, () -> read(parts)).getMessage());
    }

    private static MediaSummary segment(Bytes... parts) throws IOException {
        return MediaFile.readSegment(MediaSource.of(join(parts)), read(INIT)).summary();
    }

    private static TrackSummary only(MediaSummary summary) {
        assertEquals(1, summary.tracks().size());
        return summary.tracks().get(0);
    }

    @Test
    void knowsAnInitSegment() throws IOException {
        var summary = read(INIT).summary();
        assertEquals(MediaSummary.Kind.INIT_SEGMENT, summary.kind());
        assertEquals(
                Optional.of(new Brands("iso6", 0, List.of("cmfc"))),
                summary.brands().file());
        assertTrue(summary.brands().file().orElseThrow().has("cmfc"));
        assertEquals(
                Optional.of(new TrackSummary.Format("video", "avc1", 1000)),
                only(summary).format());
        assertFalse(only(summary).startsWithSync());
    }

    @Test
    void knowsAMediaSegmentByItsInitSegment() throws IOException {
        var summary = segment(
                styp("msdh", "lmsg"),
                fullBox("prft", 1, 0, zeros(20)),
                fullBox("emsg", 1, 0, zeros(40)),
                moof(7, 4000, run(25)),
                moof(8, 5000, run(25)));
        assertEquals(MediaSummary.Kind.MEDIA_SEGMENT, summary.kind());
        assertTrue(summary.brands().lastSegment());
        assertEquals(new FragmentSequence(2, 7, 8, true), summary.fragments());
        assertTrue(summary.content().has("prft") && summary.content().has("mdat"));
        assertEquals(1, summary.content().boxes().get("emsg"));
        var track = only(summary);
        assertEquals(OptionalLong.of(4000), track.span().start());
        assertEquals(OptionalLong.of(6000), track.span().end());
        assertEquals(Optional.of(Duration.ofSeconds(2)), track.duration());
        assertEquals(50, track.samples());
        assertTrue(track.startsWithSync() && track.span().continuous());
    }

    @Test
    void saysWhatItCannotKnowWithoutTheInitSegment() throws IOException {
        var track = only(read(moof(1, 4000, run(25))).summary());
        assertEquals(Optional.empty(), track.format());
        assertEquals(OptionalLong.of(4000), track.span().start());
        assertEquals(OptionalLong.empty(), track.span().end());
        assertEquals(Optional.empty(), track.duration());
        assertEquals(25, track.samples());
    }

    @Test
    void tellsGapsAndFallingNumbers() throws IOException {
        var summary = segment(moof(8, 4000, run(25)), moof(8, 5001, run(25)));
        assertFalse(summary.fragments().rising());
        assertFalse(only(summary).span().continuous());
        assertEquals(OptionalLong.of(6001), only(summary).span().end());
    }

    @Test
    void tellsAStartThatNeedsEarlierSamples() throws IOException {
        var withoutFirstFlags = fullBox("trun", 0, 0, words(25));
        assertFalse(only(segment(moof(1, 0, withoutFirstFlags))).startsWithSync());
        var sampleFlags = fullBox("trun", 0, 0x400, words(2, 0x2000000, 0x10000));
        assertTrue(only(segment(moof(1, 0, sampleFlags))).startsWithSync());
    }

    @Test
    void readsRunsSampleBySample() throws IOException {
        var run = fullBox("trun", 1, 0xf01, words(2, 0), words(10, 500, 0x2000000, 30), words(20, 600, 0x10000, -10));
        var file = read(INIT, moof(1, 100, run));
        assertEquals(OptionalLong.of(130), only(file.summary()).span().end());
        var stream = file.probe("x").streams().get(0);
        assertEquals(Optional.of("110"), stream.text("start_pts"), "100 - 10 + 10 for the offset below zero, + 10");
        assertEquals(Optional.of("130"), stream.text("duration_ts"));
        assertEquals(Optional.of("67692"), stream.text("bit_rate"));
        assertEquals(Optional.of("2"), stream.text("nb_read_packets"));
    }

    @Test
    void goesOnWithoutDecodeTime() throws IOException {
        var traf = box("traf", fullBox("tfhd", 0, 0x8, words(1, 50)), run(10));
        var bare = box("moof", fullBox("mfhd", 0, 0, words(2)), traf);
        var track = only(segment(moof(1, 1000, run(25)), bare));
        assertEquals(OptionalLong.of(2500), track.span().end());
    }

    @Test
    void aHeaderSentAgainIsPassedOver() throws IOException {
        var summary =
                read(INIT, moof(1, 0, run(25)), INIT, moof(2, 1000, run(25))).summary();
        assertEquals(MediaSummary.Kind.FRAGMENTED, summary.kind());
        assertEquals(
                Map.of("ftyp", 2, "moov", 2, "moof", 2, "mdat", 2),
                summary.content().boxes());
        assertEquals(50, only(summary).samples());
    }

    @Test
    void readsPlainTables() throws IOException {
        var stts = fullBox("stts", 0, 0, words(2, 10, 40, 5, 20));
        var stsz = fullBox("stsz", 0, 0, words(100, 15));
        var stss = fullBox("stss", 0, 0, words(1, 2));
        var mvhd = fullBox("mvhd", 0, 0, words(0, 0, 1000, 500), zeros(80));
        var summary = read(box("moov", mvhd, videoTrack(5, stts, stsz, stss))).summary();
        assertEquals(MediaSummary.Kind.MOVIE, summary.kind());
        assertEquals(Optional.of(Duration.ofMillis(500)), only(summary).duration());
        assertEquals(15, only(summary).samples());
        assertFalse(only(summary).startsWithSync());
    }

    @Test
    void mediaDataMayBeCutOff() throws IOException {
        var whole = join(INIT, moof(1, 0, run(25)));
        assertFalse(read(whole).summary().content().cutOff());
        assertTrue(read(whole.slice(0, whole.length() - 1)).summary().content().cutOff());
    }

    @Test
    void summarisesAnIndex() throws IOException {
        var sidx = fullBox("sidx", 0, 0, words(1, 1000, 4000, 0, 2), words(50, 1000, 0x90000000L, 60, 900, 0));
        var index = read(sidx, moof(1, 4000, run(25))).summary().content().index();
        assertEquals(Optional.of(new SegmentIndex(1000, 4000, 2, 1900)), index);
    }

    @Test
    void saysWhatIsWrong() {
        assertEquals(
                "not an ISO base media file (MP4, CMAF): it begins with no box of such files",
                complaint(Bytes.ofUtf8("#EXTM3U\n#EXT-X-VERSION:7\n")));
        assertEquals(
                "not an ISO base media file (MP4, CMAF): it begins with no box of such files", complaint(Bytes.EMPTY));
        assertEquals("moov without mvhd", complaint(box("moov")));
        assertEquals("two tracks with the same ID", complaint(moov(videoTrack(1))));
        assertEquals("track without mdia", complaint(box("moov", box("trak", fullBox("tkhd", 0, 0, zeros(80))))));
        assertEquals("track fragment without tfhd", complaint(box("moof", box("traf"))));
        assertEquals("movie timescale of zero", complaint(box("moov", fullBox("mvhd", 0, 0, words(0, 0, 0, 0)))));
        assertEquals(
                "trun counts 3 entries, more than it has room for",
                complaint(moof(1, 0, fullBox("trun", 0, 0x100, words(3, 1, 1)))));
        assertEquals(
                "times beyond 63 bits",
                complaint(moof(1, 0, fullBox("trun", 0, 0, words(0xffff_ffffL))), huge(), huge()));
    }

    /** A fragment of 2^32 samples, each of nearly 2^32 ticks. */
    private static Bytes huge() {
        var tfhd = fullBox("tfhd", 0, 0x8, words(1, 0xffff_ffffL));
        return box("moof", box("traf", tfhd, fullBox("trun", 0, 0, words(0xffff_ffffL))));
    }

    @Test
    void aSegmentAloneCannotBeProbed() throws IOException {
        var file = read(moof(1, 0, run(1)));
        var message = assertThrows(MalformedException.class, () -> file.probe("segment_1001.m4s"))
                .getMessage();
        assertEquals("no movie box (moov): a media segment can only be probed with its init segment", message);
    }

    @Test
    void readsFromDisk(@TempDir Path folder) throws IOException {
        var path = Files.write(
                folder.resolve("track.cmfv"), join(INIT, moof(1, 0, run(25))).toArray());
        try (var channel = FileChannel.open(path)) {
            var probe = MediaFile.read(MediaSource.of(channel)).probe("track.cmfv");
            assertEquals(Optional.of("track.cmfv"), probe.format().text("filename"));
            assertEquals(
                    Optional.of(Long.toString(Files.size(path))), probe.format().text("size"));
            assertEquals(Optional.of("1.000000"), probe.format().text("duration"));
            assertEquals(Optional.of("25/1"), probe.streams().get(0).text("avg_frame_rate"));
        }
    }
}
