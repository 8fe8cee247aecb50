package org.tcserver.hub;

import org.jspecify.annotations.Nullable;
import org.tcserver.event.StreamMembers;

/**
 * What there is to tell about a stream at one moment. Immutable.
 *
 * @param number higher than those of all streams before
 * @param hashname {@code sha256:} and 64 hexadecimal digits
 * @param published null if nobody publishes it
 */
public record StreamState(
        long number,
        String app,
        String hashname,
        int subscribers,
        @Nullable Published published) {
    /**
     * Who publishes, and what.
     *
     * @param publisherName perhaps empty
     * @param priority negative infinity unless the client asked for another
     * @param sinceMillis in Unix time
     */
    public record Published(
            StreamMembers.Name name,
            String connectionId,
            String publisherName,
            double priority,
            long sinceMillis,
            Media media) {}

    /**
     * What was published so far, and the newest codecs of the first tracks, as texts; null where there were none.
     */
    public record Media(
            long messages,
            long bytes,
            @Nullable String audioCodec,
            @Nullable String videoCodec) {}
}
