package org.tcserver.pushav.ingest;

import org.jspecify.annotations.Nullable;

/**
 * A completely received upload, ready to be judged. Immutable.
 *
 * @param subject the subject of the client's certificate, or null if it presented none
 * @param contentType the header that the client sent, or null
 * @param announcedDuration the header X-EXTINF-duration, or null if absent
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
