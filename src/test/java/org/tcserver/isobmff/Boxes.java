package org.tcserver.isobmff;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.List;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;

/** Builds small files box by box. */
final class Boxes {
    static final int TIMESCALE = 1000;

    private Boxes() {}

    static Bytes box(String type, Bytes... contents) {
        var payload = join(contents);
        return new ByteWriter()
                .u32(8 + payload.length())
                .bytes(Bytes.wrap(type.getBytes(ISO_8859_1)))
                .bytes(payload)
                .toBytes();
    }

    static Bytes fullBox(String type, int version, int flags, Bytes... contents) {
        var header = new ByteWriter().u8(version).u24(flags).toBytes();
        return box(type, header, join(contents));
    }

    static Bytes join(Bytes... parts) {
        var joined = new ByteWriter();
        for (var part : parts) {
            joined.bytes(part);
        }
        return joined.toBytes();
    }

    /** Each value in 32 bits. */
    static Bytes words(long... values) {
        var words = new ByteWriter();
        for (long value : values) {
            words.u32(value);
        }
        return words.toBytes();
    }

    static Bytes zeros(int count) {
        return Bytes.wrap(new byte[count]);
    }

    static Bytes ftyp(String major, String... compatible) {
        return box("ftyp", brands(major, compatible));
    }

    static Bytes styp(String major, String... compatible) {
        return box("styp", brands(major, compatible));
    }

    /** A movie with one video track of ID 1 and 1000 ticks per second, whose samples last 40 ticks unless said. */
    static Bytes moov(Bytes... more) {
        var mvhd = fullBox("mvhd", 0, 0, words(0, 0, TIMESCALE, 0), zeros(80));
        return box("moov", mvhd, videoTrack(1), join(more));
    }

    static Bytes mvex(int trackId, int defaultDuration) {
        return box("mvex", fullBox("trex", 0, 0, words(trackId, 1, defaultDuration, 100, 0x10000)));
    }

    static Bytes videoTrack(int trackId, Bytes... tables) {
        var tkhd = fullBox(
                "tkhd", 0, 3, words(0, 0, trackId, 0, 0), zeros(16), words(0x10000, 0, 0, 0, 0x10000), zeros(24));
        var mdhd = fullBox("mdhd", 0, 0, words(0, 0, TIMESCALE, 0, 0x55c40000L));
        var hdlr = fullBox("hdlr", 0, 0, words(0), Bytes.ofUtf8("vide"), zeros(12), Bytes.ofUtf8("Eye\0"));
        var visual = join(zeros(24), Bytes.ofHex("0140" + "00b4"), zeros(50));
        var stsd = fullBox("stsd", 0, 0, words(1), box("avc1", visual));
        var minf = box("minf", box("stbl", stsd, join(tables)));
        return box("trak", tkhd, box("mdia", mdhd, hdlr, minf));
    }

    /** A fragment of track 1 with runs as given, followed by its media data. */
    static Bytes moof(long sequence, long decodeTime, Bytes... runs) {
        var traf = box(
                "traf", fullBox("tfhd", 0, 0x20000, words(1)), fullBox("tfdt", 1, 0, words(0, decodeTime)), join(runs));
        return join(box("moof", fullBox("mfhd", 0, 0, words(sequence)), traf), box("mdat", zeros(4)));
    }

    /** A run of samples with the track's defaults, the first of them a sync sample. */
    static Bytes run(int samples) {
        return fullBox("trun", 0, 0x4, words(samples, 0x2000000));
    }

    static MediaFile read(Bytes... parts) throws IOException {
        return MediaFile.read(MediaSource.of(join(parts)));
    }

    static List<String> sampleFiles() {
        return List.of(
                "h264-aac.mp4",
                "h264-aac-fragmented.mp4",
                "hevc-fragmented.mp4",
                "av1-opus.mp4",
                "vp9-flac.mp4",
                "ac3-fragmented.mp4");
    }

    /** Files that ffmpeg made, without their media data. */
    static Bytes sampleFile(String name) throws IOException {
        try (var in = Boxes.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("no resource " + name);
            }
            return Bytes.wrap(in.readAllBytes());
        }
    }

    private static Bytes brands(String major, String... compatible) {
        return join(Bytes.ofUtf8(major), words(0), Bytes.ofUtf8(String.join("", compatible)));
    }
}
