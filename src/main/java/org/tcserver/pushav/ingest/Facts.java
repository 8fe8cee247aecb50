package org.tcserver.pushav.ingest;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tcserver.isobmff.FragmentSequence;
import org.tcserver.isobmff.MediaSummary;

/** What the content of an upload says, as far as rules and sessions need it. Immutable. */
public sealed interface Facts {
    /** Nothing is known, and nothing needs to be. */
    record None() implements Facts {}

    /** A manifest that could not be read; {@code why} is fit for an answer. */
    record Unreadable(String why) implements Facts {}

    /**
     * A DASH media presentation description.
     *
     * @param type its {@code type} attribute, empty if it has none
     * @param mediaTemplates the media attribute of each representation's SegmentTemplate, with the representation's ID
     *     already in place
     * @param oddities what in it differs from what ingest expects
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
     * @param trackLines how many lines announce a rendition or a variant
     * @param type the value of its EXT-X-PLAYLIST-TYPE, empty if it has none
     * @param durations each EXTINF in seconds, -1 where it is no positive number
     * @param members the lines that are no tags or comments
     */
    record Playlist(
            boolean headed, int trackLines, String type, boolean ended, List<Double> durations, List<String> members)
            implements Facts {}

    /**
     * An init or media segment.
     *
     * @param kind null if it is no ISO base media file
     * @param timed whether it has a producer reference time ({@code prft})
     * @param last whether it has the brand {@code lmsg}
     * @param start decode time of its first sample in ticks, -1 if unknown
     * @param end where the next segment has to begin, -1 if unknown
     * @param seconds how long it lasts, -1 if unknown
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
