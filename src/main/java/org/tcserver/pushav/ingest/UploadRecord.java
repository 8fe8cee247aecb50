package org.tcserver.pushav.ingest;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One upload as the journal has it. Immutable.
 *
 * @param number counts the uploads of a stream; names the temporary file
 * @param subject the subject of the client's certificate, null if it showed none
 * @param former the name that the content which stood at the path got, null if none stood there
 * @param announcedSeconds the duration that the client announced, -1 if none
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
    /** What became of an upload. */
    public enum Verdict {
        /** Stands at its path; it may have reasons nevertheless, if its stream is not strict. */
        ACCEPTED,
        /** Broke a rule in a strict stream; kept aside. */
        REFUSED,
        /** The client went away or stalled; nothing of it was kept. */
        CUT_OFF;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
