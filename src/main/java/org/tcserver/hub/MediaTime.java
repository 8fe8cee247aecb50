package org.tcserver.hub;

import java.time.Duration;

/** How long media flowed: the sum of the times from one message to the next, pauses aside. Guarded by a stripe's lock. */
final class MediaTime {
    private static final long PAUSE_NANOS = Duration.ofSeconds(2).toNanos();
    private static final long REPORT_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long NEVER = -1;

    private long lastNanos = NEVER;
    private long totalNanos;
    private long reportedNanos;

    /** Counts a message. Answers how much to add to the totals, about once a second; mostly 0. */
    long message(long nowNanos) {
        long sinceLast = nowNanos - lastNanos;
        if (lastNanos != NEVER && sinceLast < PAUSE_NANOS) {
            totalNanos += sinceLast;
        }
        lastNanos = nowNanos;
        return totalNanos - reportedNanos >= REPORT_NANOS ? unreported() : 0;
    }

    /** Counts the time to the next message no more. Answers what is still to add to the totals. */
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
