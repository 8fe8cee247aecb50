package org.tcserver.pushav.ingest;

import org.jspecify.annotations.Nullable;

/**
 * What came with an upload besides its content. Immutable.
 *
 * @param certificate what the client's certificate says, null if it showed none
 * @param contentType the header of that name, null if absent
 * @param announcedDuration the header X-EXTINF-duration, null if absent
 */
public record Evidence(
        @Nullable ClientCertificate certificate,
        @Nullable String contentType,
        @Nullable String announcedDuration) {
    /** A client's certificate: its subject for people, and the JSON text that is stored beside the upload. */
    public record ClientCertificate(String subject, String json) {}
}
