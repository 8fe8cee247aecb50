package org.tcserver.isobmff;

import java.util.Optional;

/** The recognised codecs, with ffprobe's names for them. */
enum Codec {
    H264("h264", "H.264 / AVC / MPEG-4 AVC / MPEG-4 part 10"),
    HEVC("hevc", "H.265 / HEVC (High Efficiency Video Coding)"),
    AV1("av1", "Alliance for Open Media AV1"),
    VP8("vp8", "On2 VP8"),
    VP9("vp9", "Google VP9"),
    AAC("aac", "AAC (Advanced Audio Coding)"),
    MP3("mp3", "MP3 (MPEG audio layer 3)"),
    OPUS("opus", "Opus (Opus Interactive Audio Codec)"),
    AC3("ac3", "ATSC A/52A (AC-3)"),
    EAC3("eac3", "ATSC A/52B (AC-3, E-AC-3)"),
    FLAC("flac", "FLAC (Free Lossless Audio Codec)");

    private final String shortName;
    private final String longName;

    Codec(String shortName, String longName) {
        this.shortName = shortName;
        this.longName = longName;
    }

    String shortName() {
        return shortName;
    }

    String longName() {
        return longName;
    }

    /** Returns the codec for a sample entry without a configuration. */
    static Optional<Codec> ofSampleEntry(String type) {
        return Optional.ofNullable(
                switch (type) {
                    case "avc1", "avc2", "avc3", "avc4" -> H264;
                    case "hvc1", "hvc2", "hev1", "hev2" -> HEVC;
                    case "av01" -> AV1;
                    case "vp08" -> VP8;
                    case "vp09" -> VP9;
                    case "mp4a" -> AAC;
                    case ".mp3" -> MP3;
                    case "Opus" -> OPUS;
                    case "ac-3" -> AC3;
                    case "ec-3" -> EAC3;
                    case "fLaC" -> FLAC;
                    default -> null;
                });
    }
}
