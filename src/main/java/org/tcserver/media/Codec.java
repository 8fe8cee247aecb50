package org.tcserver.media;

import org.tcserver.wire.Bytes;

/**
 * The name of a codec, known to us or not: the four-bit id of a legacy header, or the FourCC of an enhanced one.
 * Immutable.
 *
 * <p>The same codec under an id and under a FourCC counts as two, for its frames are packed in two ways.
 *
 * @param kind what it codes; legacy audio and video ids overlap
 * @param fourCc whether {@code id} is a FourCC, first character in the highest byte
 * @param id 0 to 15, or the FourCC
 */
public record Codec(MediaKind kind, boolean fourCc, int id) {
    private static final Codec[] LEGACY_AUDIO = legacy(MediaKind.AUDIO);
    private static final Codec[] LEGACY_VIDEO = legacy(MediaKind.VIDEO);

    public static final Codec SPARK = LEGACY_VIDEO[2];
    public static final Codec AVC = LEGACY_VIDEO[7];
    public static final Codec AAC = LEGACY_AUDIO[10];

    private static final Codec NO_AUDIO = new Codec(MediaKind.AUDIO, true, 0);
    private static final Codec NO_VIDEO = LEGACY_VIDEO[0];

    private static final Codec[] KNOWN_AUDIO = known(MediaKind.AUDIO, "mp4a", "Opus", "fLaC", "ac-3", "ec-3", ".mp3");
    private static final Codec[] KNOWN_VIDEO = known(MediaKind.VIDEO, "avc1", "hvc1", "av01", "vp09", "vp08", "vvc1");

    private static final Bytes AVC_END_OF_SEQUENCE = Bytes.of(0x17, 0x02, 0, 0, 0);

    /** No codec: of empty messages, and of those whose header ends before its name. */
    static Codec none(MediaKind kind) {
        return kind == MediaKind.AUDIO ? NO_AUDIO : NO_VIDEO;
    }

    /** The codec of a legacy header; {@code id} is 0 to 15. */
    static Codec ofLegacyId(MediaKind kind, int id) {
        return (kind == MediaKind.AUDIO ? LEGACY_AUDIO : LEGACY_VIDEO)[id];
    }

    /** The codec of an enhanced header, without allocation if it is one of Enhanced RTMP v2. */
    static Codec ofFourCc(MediaKind kind, int fourCc) {
        for (var codec : kind == MediaKind.AUDIO ? KNOWN_AUDIO : KNOWN_VIDEO) {
            if (codec.id == fourCc) {
                return codec;
            }
        }
        return fourCc == 0 ? none(kind) : new Codec(kind, true, fourCc);
    }

    /**
     * Whether this says nothing about the codec, so that a message with it is no change of codec. Video id 0 says
     * nothing: command frames bear it within streams of any codec. Audio id 0 is linear PCM.
     */
    public boolean isNone() {
        return id == 0 && (fourCc || kind == MediaKind.VIDEO);
    }

    /** Whether its pictures may go on after a gap without a keyframe: Spark, Screen, VP6, VP6 alpha, Screen v2. */
    public boolean toleratesGaps() {
        return kind == MediaKind.VIDEO && !fourCc && id >= 2 && id <= 6;
    }

    /**
     * The payload that ends a sequence of this codec: {@code 17 02 00 00 00} for AVC, {@code 92} and the FourCC for an
     * enhanced one, else empty.
     */
    public Bytes endOfSequence() {
        if (fourCc && !isNone()) {
            return Bytes.of(0x92, id >>> 24, id >>> 16, id >>> 8, id);
        }
        return equals(AVC) ? AVC_END_OF_SEQUENCE : Bytes.EMPTY;
    }

    /** As {@link #endOfSequence()} for one track of a multitrack stream: a OneTrack message, or empty. */
    public Bytes endOfSequence(int trackId) {
        if (!fourCc || isNone()) {
            return Bytes.EMPTY;
        }
        int multitrack = kind == MediaKind.AUDIO ? 0x95 : 0x96;
        return Bytes.of(multitrack, 0x02, id >>> 24, id >>> 16, id >>> 8, id, trackId);
    }

    /**
     * Whether the legacy header of this codec goes on with a packet type. AAC and AVC have one by the specification;
     * MPEG-4 (9), HEVC (12) and AV1 (13) as the encoders and players do that use these ids.
     */
    boolean hasPacketType() {
        if (fourCc) {
            return false;
        }
        return kind == MediaKind.AUDIO ? id == 10 : id == 7 || id == 9 || id == 12 || id == 13;
    }

    /** The FourCC, also that which the codec of a legacy id has in an enhanced header; else as {@link #toString}. */
    public String name() {
        if (fourCc) {
            return toString();
        }
        return switch (kind == MediaKind.AUDIO ? id : id + 16) {
            case 2 -> ".mp3";
            case 10 -> "mp4a";
            case 16 + 7 -> "avc1";
            case 16 + 12 -> "hvc1";
            case 16 + 13 -> "av01";
            default -> toString();
        };
    }

    /** The FourCC, with {@code ?} for what is not printable, or the kind and the id: for people. */
    @Override
    public String toString() {
        if (!fourCc) {
            return kind == MediaKind.AUDIO ? "audio " + id : "video " + id;
        }
        var text = new StringBuilder(4);
        for (int shift = 24; shift >= 0; shift -= 8) {
            int character = id >>> shift & 0xff;
            text.append(character >= 0x20 && character < 0x7f ? (char) character : '?');
        }
        return text.toString();
    }

    private static Codec[] legacy(MediaKind kind) {
        var codecs = new Codec[16];
        for (int id = 0; id < codecs.length; id++) {
            codecs[id] = new Codec(kind, false, id);
        }
        return codecs;
    }

    private static Codec[] known(MediaKind kind, String... fourCcs) {
        var codecs = new Codec[fourCcs.length];
        for (int i = 0; i < codecs.length; i++) {
            codecs[i] = new Codec(
                    kind, true, Bytes.ofUtf8(fourCcs[i]).toByteBuffer().getInt());
        }
        return codecs;
    }
}
