package org.tcserver.media;

import java.util.List;
import org.tcserver.wire.Bytes;

/**
 * What an audio or video message is, told from its header alone. Immutable; made once per message and shared by all
 * who handle it.
 *
 * <p>A message may carry several tracks; they all have its role. To visit its tracks without allocation, count from 0
 * to {@link #trackCount()} with {@link #trackIdAt} and {@link #codecAt}.
 *
 * @param codec of its first track; {@linkplain Codec#isNone none} if it does not say
 * @param trackId of its first track, 0 to 255; 0 without multitrack
 * @param multitrack whether it is a multitrack message, of one track or of several
 * @param manyTracks its tracks if there are several, each id once, else empty
 */
public record MediaTag(MediaRole role, Codec codec, int trackId, boolean multitrack, List<Track> manyTracks) {
    private static final MediaTag EMPTY_AUDIO = of(MediaRole.EMPTY, Codec.none(MediaKind.AUDIO));
    private static final MediaTag EMPTY_VIDEO = of(MediaRole.EMPTY, Codec.none(MediaKind.VIDEO));

    /** Classifies a message of the given kind; any payload has an answer. */
    public static MediaTag of(MediaKind kind, Bytes payload) {
        if (payload.isEmpty()) {
            return kind == MediaKind.AUDIO ? EMPTY_AUDIO : EMPTY_VIDEO;
        }
        return ExHeader.isPresent(kind, payload) ? ExHeader.read(kind, payload) : LegacyHeader.read(kind, payload);
    }

    static MediaTag of(MediaRole role, Codec codec) {
        return new MediaTag(role, codec, 0, false, List.of());
    }

    static MediaTag ofTrack(MediaRole role, Codec codec, int trackId) {
        return new MediaTag(role, codec, trackId, true, List.of());
    }

    /** A multitrack message of {@code tracks}, of which there is at least one. */
    static MediaTag ofTracks(MediaRole role, List<Track> tracks) {
        var first = tracks.getFirst();
        return new MediaTag(
                role, first.codec(), first.id(), true, tracks.size() == 1 ? List.of() : List.copyOf(tracks));
    }

    public MediaKind kind() {
        return codec.kind();
    }

    /** How many tracks it carries, at least 1. */
    public int trackCount() {
        return manyTracks.isEmpty() ? 1 : manyTracks.size();
    }

    /** The id of the track at {@code index}, which is less than {@link #trackCount()}. */
    public int trackIdAt(int index) {
        return manyTracks.isEmpty() ? trackId : manyTracks.get(index).id();
    }

    /** The codec of the track at {@code index}, which is less than {@link #trackCount()}. */
    public Codec codecAt(int index) {
        return manyTracks.isEmpty() ? codec : manyTracks.get(index).codec();
    }

    /**
     * The payload of a message that ends the sequence to which the track at {@code index} belongs, in the form in which
     * this message carries it; empty if its codec has none.
     */
    public Bytes endOfSequenceAt(int index) {
        return multitrack ? codecAt(index).endOfSequence(trackIdAt(index)) : codec.endOfSequence();
    }
}
