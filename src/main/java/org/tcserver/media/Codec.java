package org.tcserver.media;

import org.tcserver.wire.Bytes;

/**
 * The identifier of a codec, known or unknown: the four-bit id of a legacy header, or the FourCC of an enhanced one.
 * Immutable.
 *
 * <p>The same codec under an id and under a FourCC counts as two codecs, because its frames are packed differently.
 *
 * @param kind the media kind; legacy audio and video ids overlap
 * @param fourCc whether {@code id} is a FourCC, with the first character in the most significant byte
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

    /** Returns the value for no codec: for empty messages, and for headers that end before the codec. */
    static Codec none(MediaKind kind) {
        return kind == MediaKind.AUDIO ? NO_AUDIO : NO_VIDEO;
    }

    /** Returns the codec of a legacy header; {@code id} is 0 to 15. */
    static Codec ofLegacyId(MediaKind kind, int id) {
        return (kind == MediaKind.AUDIO ? LEGACY_AUDIO : LEGACY_VIDEO)[id];
    }

    /** Returns the codec of an enhanced header. Allocates nothing for the codecs of Enhanced RTMP v2. */
    static Codec ofFourCc(MediaKind kind, int fourCc) {
        for (var codec : kind == MediaKind.AUDIO ? KNOWN_AUDIO : KNOWN_VIDEO) {
            if (codec.id == fourCc) {
                return codec;
            }
        }
        return fourCc == 0 ? none(kind) : new Codec(kind, true, fourCc);
    }

    /**
     * Returns whether this identifies no codec, so that a message with it is not a change of codec. Video id 0
     * identifies none: command frames have it in streams of any codec. Audio id 0 is linear PCM.
     */
    public boolean isNone() {
        return id == 0 && (fourCc || kind == MediaKind.VIDEO);
    }

    /**
     * Returns whether decoding can continue after a gap without a keyframe: Spark, Screen, VP6, VP6 alpha, Screen v2.
     */
    public boolean toleratesGaps() {
        return kind == MediaKind.VIDEO && !fourCc && id >= 2 && id <= 6;
    }

    /**
     * Returns the payload that ends a sequence of this codec: {@code 17 02 00 00 00} for AVC, {@code 92} and the FourCC
     * for an enhanced one, otherwise empty.
     */
    public Bytes endOfSequence() {
        if (fourCc && !isNone()) {
            return Bytes.of(0x92, id >>> 24, id >>> 16, id >>> 8, id);
        }
        return equals(AVC) ? AVC_END_OF_SEQUENCE : Bytes.EMPTY;
    }

    /** Returns {@link #endOfSequence()} for one track of a multitrack stream: a OneTrack message, or empty. */
    public Bytes endOfSequence(int trackId) {
        if (!fourCc || isNone()) {
            return Bytes.EMPTY;
        }
        int multitrack = kind == MediaKind.AUDIO ? 0x95 : 0x96;
        return Bytes.of(multitrack, 0x02, id >>> 24, id >>> 16, id >>> 8, id, trackId);
    }

    /**
     * Returns whether a packet type follows in the legacy header of this codec. The specification defines one for AAC
     * and AVC. Encoders and players that use the ids MPEG-4 (9), HEVC (12) and AV1 (13) add one too.
     */
    boolean hasPacketType() {
        if (fourCc) {
            return false;
        }
        return kind == MediaKind.AUDIO ? id == 10 : id == 7 || id == 9 || id == 12 || id == 13;
    }

    /** Returns the FourCC, including the equivalent one for a legacy id; otherwise as {@link #toString}. */
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

    /** Returns the FourCC, with {@code ?} for unprintable characters, or the kind and the id. */
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
