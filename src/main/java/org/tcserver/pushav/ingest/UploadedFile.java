package org.tcserver.pushav.ingest;

import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The upload history of one path in a stream. Immutable.
 *
 * @param latest the upload that decides whether the path is listed as valid or with errors
 * @param standing the upload whose content is at the path, or null
 * @param accepted the number of the first accepted upload, or -1; it determines the path's position in its session
 * @param refused the number of the newest refused upload, or -1
 * @param history earlier uploads, oldest first, at most the last 100
 */
public record UploadedFile(
        UploadRecord latest, @Nullable UploadRecord standing, long accepted, long refused, List<Former> history) {
    static final int MAX_HISTORY = 100;

    /** An earlier upload of the path; {@code kept} is the current name of its content, or null if it was deleted. */
    public record Former(
            long number,
            Instant at,
            UploadRecord.Verdict verdict,
            List<String> reasons,
            @Nullable String kept) {}

    public UploadPath path() {
        return latest.path();
    }

    /** Returns the numbers of the uploads whose records this state depends on. */
    LongStream numbers() {
        var others = LongStream.of(latest.number(), standing == null ? -1 : standing.number(), accepted, refused);
        return LongStream.concat(history.stream().mapToLong(Former::number), others)
                .filter(number -> number >= 0)
                .distinct();
    }

    /** Returns whether the path belongs in the list of valid uploads. */
    public boolean valid() {
        return latest.verdict() == UploadRecord.Verdict.ACCEPTED
                && latest.reasons().isEmpty();
    }
}
