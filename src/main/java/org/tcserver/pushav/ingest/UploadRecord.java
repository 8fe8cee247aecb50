package org.tcserver.pushav.ingest;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One upload as the journal records it. Immutable.
 *
 * @param number a counter of the stream's uploads; names the temporary file
 * @param subject the subject of the client's certificate, or null if it presented none
 * @param former the new name of the content that was at the path before, or null if there was none
 * @param announcedSeconds the duration that the client announced, or -1
 */
public record UploadRecord(
        long number,
        UploadPath path,
        Instant at,
        long bytes,
        Verdict verdict,
        List<String> reasons,
        List<String> warnings,
        @Nullable String subject,
        @Nullable String former,
        double announcedSeconds,
        Facts facts) {
    /** The result of an upload. */
    public enum Verdict {
        /** Accepted at its path. In a stream that is not strict it may have broken rules. */
        ACCEPTED,
        /** Broke a rule in a strict stream; kept aside. */
        REFUSED,
        /** The client disconnected or stalled; the server deleted the content. */
        CUT_OFF;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
