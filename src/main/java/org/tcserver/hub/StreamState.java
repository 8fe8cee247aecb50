package org.tcserver.hub;

import org.jspecify.annotations.Nullable;
import org.tcserver.event.StreamMembers;

/**
 * A snapshot of one stream for listings. Immutable.
 *
 * @param number higher than that of any earlier stream
 * @param hashname {@code sha256:} and 64 hexadecimal digits
 * @param published null if the stream has no publisher
 */
public record StreamState(
        long number,
        String app,
        String hashname,
        int subscribers,
        @Nullable Published published) {
    /**
     * A snapshot of the publication of a stream.
     *
     * @param publisherName perhaps empty
     * @param priority negative infinity by default
     * @param sinceMillis the start, in Unix time
     */
    public record Published(
            StreamMembers.Name name,
            String connectionId,
            String publisherName,
            double priority,
            long sinceMillis,
            Media media) {}

    /** The totals of a publication, and the newest codecs of its first tracks as text; null if there is none. */
    public record Media(
            long messages,
            long bytes,
            @Nullable String audioCodec,
            @Nullable String videoCodec) {}
}
