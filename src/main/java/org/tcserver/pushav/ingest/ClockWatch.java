package org.tcserver.pushav.ingest;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Detects jumps of the system clock by more than a day, so that a wrong clock does not expire files. It compares the
 * clock with monotonic time. Confined to the sweeping thread.
 */
final class ClockWatch {
    private static final Logger LOG = LoggerFactory.getLogger("uploads");
    private static final Duration MAX_JUMP = Duration.ofDays(1);

    private final InstantSource clock;
    private final LongSupplier monotonicNanos;
    private Instant trusted;
    private long trustedNanos;
    private boolean hasJumped;

    /** Trusts the current time of {@code clock}. */
    ClockWatch(InstantSource clock, LongSupplier monotonicNanos) {
        this.clock = clock;
        this.monotonicNanos = monotonicNanos;
        this.trusted = clock.instant();
        this.trustedNanos = monotonicNanos.getAsLong();
    }

    /** Returns whether files may expire by the clock. Logs each change of the result. */
    boolean isTrusted() {
        var now = clock.instant();
        long nanos = monotonicNanos.getAsLong();
        var expected = trusted.plusNanos(nanos - trustedNanos);
        boolean jumps = Duration.between(expected, now).abs().compareTo(MAX_JUMP) > 0;
        if (jumps != hasJumped) {
            report(jumps, expected, now);
            hasJumped = jumps;
        }
        if (!jumps) { // follow small clock corrections, which accumulate over months
            trusted = now;
            trustedNanos = nanos;
        }
        return !jumps;
    }

    private static void report(boolean jumps, Instant expected, Instant now) {
        if (jumps) {
            LOG.warn(
                    "the clock jumped from {} to {}: --max-age removes nothing until the clock is right or the server restarts",
                    expected,
                    now);
        } else {
            LOG.info("the clock is right again, {}: --max-age goes on", now);
        }
    }
}
