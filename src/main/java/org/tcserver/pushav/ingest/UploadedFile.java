package org.tcserver.pushav.ingest;

import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one path of a stream. Immutable.
 *
 * @param latest the upload that decides which list the path is in
 * @param standing the upload whose content stands at the path, null if none does
 * @param accepted the number of the first upload that was accepted, -1 if there is none: it gave the path its place
 * @param refused the number of the newest upload that was refused, -1 if there is none
 * @param history earlier uploads, oldest first, the last 100 of them
 */
public record UploadedFile(
        UploadRecord latest, @Nullable UploadRecord standing, long accepted, long refused, List<Former> history) {
    static final int MAX_HISTORY = 100;

    /** An earlier upload of the path; {@code kept} is where its content is now, null if it was not kept. */
    public record Former(
            long number,
            Instant at,
            UploadRecord.Verdict verdict,
            List<String> reasons,
            @Nullable String kept) {}

    public UploadPath path() {
        return latest.path();
    }

    /** The numbers of the uploads whose records tell all this. */
    LongStream numbers() {
        var others = LongStream.of(latest.number(), standing == null ? -1 : standing.number(), accepted, refused);
        return LongStream.concat(history.stream().mapToLong(Former::number), others)
                .filter(number -> number >= 0)
                .distinct();
    }

    /** Whether the path belongs into the list of good uploads. */
    public boolean valid() {
        return latest.verdict() == UploadRecord.Verdict.ACCEPTED
                && latest.reasons().isEmpty();
    }
}
