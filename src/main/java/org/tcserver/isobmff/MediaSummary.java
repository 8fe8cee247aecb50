package org.tcserver.isobmff;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The facts about a file that upload rules need. Immutable.
 *
 * @param tracks the tracks of the movie box with the samples in this file, or without a movie box the tracks of the
 *     fragments
 */
public record MediaSummary(
        Kind kind, Branding brands, List<TrackSummary> tracks, FragmentSequence fragments, Content content) {
    /** The kind of a file, determined by its content. */
    public enum Kind {
        /** A movie box without samples (a CMAF header). */
        INIT_SEGMENT,
        /** Fragments without a movie box. */
        MEDIA_SEGMENT,
        /** A movie box and fragments: a whole CMAF track, or init and media segments joined. */
        FRAGMENTED,
        /** A movie box with samples, and no fragments: a plain MP4 file. */
        MOVIE,
        /** Neither movie box nor fragments. */
        OTHER
    }

    /**
     * The brands that the file declares. Immutable.
     *
     * @param file the first {@code ftyp}
     * @param segment the first {@code styp}
     * @param lastSegment whether the last {@code styp} has the brand {@code lmsg}, which marks the end of the stream
     */
    public record Branding(Optional<Brands> file, Optional<Brands> segment, boolean lastSegment) {}

    /**
     * The top level of the file. Immutable.
     *
     * @param bytes the length of the file
     * @param boxes the number of boxes by type, in order of first appearance; unusual types count as {@code others}
     * @param index the first {@code sidx}
     * @param cutOff whether the file ends within its media data
     */
    public record Content(
            long bytes, SequencedMap<String, Integer> boxes, Optional<SegmentIndex> index, boolean cutOff) {
        public Content {
            boxes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(boxes));
        }

        /**
         * Returns whether the top level has a box of the type, for example {@code mdat}, {@code prft} or {@code emsg}.
         */
        public boolean has(String boxType) {
            return boxes.containsKey(boxType);
        }
    }

    public MediaSummary {
        tracks = List.copyOf(tracks);
    }

    static MediaSummary of(MediaFile file) {
        var tracks = new ArrayList<TrackSummary>();
        var timelines = file.fragments().timelines();
        file.ownMovie()
                .ifPresent(movie -> movie.tracks()
                        .forEach(track -> tracks.add(
                                TrackSummary.of(track, Optional.ofNullable(timelines.get(track.trackId()))))));
        timelines.forEach((trackId, timeline) -> {
            if (tracks.stream().noneMatch(track -> track.trackId() == trackId)) {
                var known = file.movie().flatMap(movie -> movie.track(trackId));
                tracks.add(TrackSummary.of(trackId, known, timeline));
            }
        });
        return new MediaSummary(
                kind(file), file.brands(), tracks, file.fragments().sequence(), file.content());
    }

    private static Kind kind(MediaFile file) {
        boolean fragments = file.fragments().sequence().count() > 0;
        if (file.ownMovie().isEmpty()) {
            return fragments ? Kind.MEDIA_SEGMENT : Kind.OTHER;
        }
        if (fragments) {
            return Kind.FRAGMENTED;
        }
        boolean samples = file.ownMovie().get().tracks().stream()
                .anyMatch(track -> track.samples().samples() > 0);
        return samples ? Kind.MOVIE : Kind.INIT_SEGMENT;
    }
}
