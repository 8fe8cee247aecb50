package org.tcserver.pushav.ingest;

import org.jspecify.annotations.Nullable;

/**
 * The metadata that accompanies an upload's content. Immutable.
 *
 * @param certificate the client's certificate, or null if it presented none
 * @param contentType the Content-Type header, or null if absent
 * @param announcedDuration the header X-EXTINF-duration, or null if absent
 */
public record Evidence(
        @Nullable ClientCertificate certificate,
        @Nullable String contentType,
        @Nullable String announcedDuration) {
    /** A client's certificate: its subject in readable form, and the JSON text to store beside the upload. */
    public record ClientCertificate(String subject, String json) {}
}
