package org.tcserver.isobmff;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What upload rules ask of a file. Immutable.
 *
 * @param tracks those of the movie box, with the samples that the file has of each; those of the fragments, where there
 *     is no movie box
 */
public record MediaSummary(
        Kind kind, Branding brands, List<TrackSummary> tracks, FragmentSequence fragments, Content content) {
    /** What a file is, by what it holds. */
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
     * What the file says that it conforms to. Immutable.
     *
     * @param file the first {@code ftyp}
     * @param segment the first {@code styp}
     * @param lastSegment whether the last {@code styp} has the brand {@code lmsg}: nothing will follow
     */
    public record Branding(Optional<Brands> file, Optional<Brands> segment, boolean lastSegment) {}

    /**
     * What lies at the top level of the file. Immutable.
     *
     * @param bytes the length of the file
     * @param boxes how many there are of each type, in order of first appearance; unusual types count as {@code others}
     * @param index the first {@code sidx}
     * @param cutOff whether the file ends within its media data
     */
    public record Content(
            long bytes, SequencedMap<String, Integer> boxes, Optional<SegmentIndex> index, boolean cutOff) {
        public Content {
            boxes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(boxes));
        }

        /** Whether there is at least one top-level box of the type: {@code mdat}, {@code prft}, {@code emsg}… */
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
