package org.tcserver.media;

import java.util.List;
import org.tcserver.wire.Bytes;

/**
 * The classification of an audio or video message by its header. Immutable; created once per message and shared.
 *
 * <p>A message may contain several tracks, all with the same role. To visit them without allocation, count from 0 to
 * {@link #trackCount()} with {@link #trackIdAt} and {@link #codecAt}.
 *
 * @param codec codec of its first track; {@linkplain Codec#isNone none} if not specified
 * @param trackId id of its first track, 0 to 255; 0 without multitrack
 * @param multitrack whether it is a multitrack message, of one or several tracks
 * @param manyTracks its tracks if there are several, each id once; otherwise empty
 */
public record MediaTag(MediaRole role, Codec codec, int trackId, boolean multitrack, List<Track> manyTracks) {
    private static final MediaTag EMPTY_AUDIO = of(MediaRole.EMPTY, Codec.none(MediaKind.AUDIO));
    private static final MediaTag EMPTY_VIDEO = of(MediaRole.EMPTY, Codec.none(MediaKind.VIDEO));

    /** Classifies a message of the given kind; accepts any payload. */
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

    /** Returns the tag of a multitrack message with at least one track. */
    static MediaTag ofTracks(MediaRole role, List<Track> tracks) {
        var first = tracks.getFirst();
        return new MediaTag(
                role, first.codec(), first.id(), true, tracks.size() == 1 ? List.of() : List.copyOf(tracks));
    }

    public MediaKind kind() {
        return codec.kind();
    }

    /** Returns the number of tracks, at least 1. */
    public int trackCount() {
        return manyTracks.isEmpty() ? 1 : manyTracks.size();
    }

    /** Returns the id of the track at {@code index}, which is less than {@link #trackCount()}. */
    public int trackIdAt(int index) {
        return manyTracks.isEmpty() ? trackId : manyTracks.get(index).id();
    }

    /** Returns the codec of the track at {@code index}, which is less than {@link #trackCount()}. */
    public Codec codecAt(int index) {
        return manyTracks.isEmpty() ? codec : manyTracks.get(index).codec();
    }

    /**
     * Returns the payload that ends the sequence of the track at {@code index}, in the same form as this message; empty
     * if the codec has none.
     */
    public Bytes endOfSequenceAt(int index) {
        return multitrack ? codecAt(index).endOfSequence(trackIdAt(index)) : codec.endOfSequence();
    }
}
