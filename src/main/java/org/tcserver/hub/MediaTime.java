package org.tcserver.hub;

import java.time.Duration;

/**
 * The duration of media: the sum of the intervals between messages, without pauses of 2 seconds or more. Guarded by a
 * stripe's lock.
 */
final class MediaTime {
    private static final long PAUSE_NANOS = Duration.ofSeconds(2).toNanos();
    private static final long REPORT_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long NEVER = -1;

    private long lastNanos = NEVER;
    private long totalNanos;
    private long reportedNanos;

    /** Counts a message. Returns the nanoseconds to add to the totals: non-zero about once a second, otherwise 0. */
    long message(long nowNanos) {
        long sinceLast = nowNanos - lastNanos;
        if (lastNanos != NEVER && sinceLast < PAUSE_NANOS) {
            totalNanos += sinceLast;
        }
        lastNanos = nowNanos;
        return totalNanos - reportedNanos >= REPORT_NANOS ? unreported() : 0;
    }

    /** Stops counting until the next message. Returns the nanoseconds not yet added to the totals. */
    long stop() {
        lastNanos = NEVER;
        return unreported();
    }

    Duration total() {
        return Duration.ofNanos(totalNanos);
    }

    private long unreported() {
        long nanos = totalNanos - reportedNanos;
        reportedNanos = totalNanos;
        return nanos;
    }
}
