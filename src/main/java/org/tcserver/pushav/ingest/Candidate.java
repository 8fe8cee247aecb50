package org.tcserver.pushav.ingest;

import org.jspecify.annotations.Nullable;

/**
 * An upload that is whole and waits to be judged. Immutable.
 *
 * @param subject the subject of the client's certificate, null if it showed none
 * @param contentType as the client sent it, null if it did not
 * @param announcedDuration the header X-EXTINF-duration, null if it was not sent
 */
record Candidate(
        UploadPath path,
        MatterPath place,
        long bytes,
        Facts facts,
        @Nullable String subject,
        @Nullable String contentType,
        @Nullable String announcedDuration) {
    double announcedSeconds() {
        return announcedDuration == null ? -1 : PlaylistReader.seconds(announcedDuration.strip());
    }
}
