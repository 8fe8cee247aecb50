package org.tcserver.pushav.ingest;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tcserver.isobmff.FragmentSequence;
import org.tcserver.isobmff.MediaSummary;

/** The facts from an upload's content that rules and sessions need. Immutable. */
public sealed interface Facts {
    /** No facts; none are needed. */
    record None() implements Facts {}

    /** A manifest that could not be read; {@code why} may appear in the response. */
    record Unreadable(String why) implements Facts {}

    /**
     * A DASH media presentation description (MPD).
     *
     * @param type its {@code type} attribute, or empty
     * @param mediaTemplates the media attribute of each representation's SegmentTemplate, with the representation's ID
     *     already substituted
     * @param oddities deviations from the form that ingest expects
     */
    record Mpd(String type, boolean segmentTemplate, List<String> mediaTemplates, List<String> oddities)
            implements Facts {
        boolean isStatic() {
            return type.equals("static");
        }

        boolean isDynamic() {
            return type.equals("dynamic");
        }
    }

    /**
     * An HLS playlist, multi-variant or media (RFC 8216).
     *
     * @param trackLines the number of lines that announce a rendition or a variant
     * @param type the value of EXT-X-PLAYLIST-TYPE, or empty
     * @param durations each EXTINF in seconds; -1 if it is not a positive number
     * @param members the lines that are neither tags nor comments
     */
    record Playlist(
            boolean headed, int trackLines, String type, boolean ended, List<Double> durations, List<String> members)
            implements Facts {}

    /**
     * An init or media segment.
     *
     * @param kind null if it is not an ISO base media file
     * @param timed whether it has a producer reference time ({@code prft})
     * @param last whether it has the brand {@code lmsg}
     * @param start decode time of its first sample in ticks, or -1 if unknown
     * @param end the expected decode time of the next segment, or -1 if unknown
     * @param seconds its duration, or -1 if unknown
     */
    record Media(
            MediaSummary.@Nullable Kind kind,
            boolean timed,
            boolean last,
            FragmentSequence sequence,
            long start,
            long end,
            double seconds)
            implements Facts {}

    Facts NONE = new None();
}
