package org.tcserver.rtmfp;

import java.util.Arrays;

/**
 * The shortest round trip of the last three minutes, which estimates the path's delay without queues. Confined to its
 * session's thread.
 */
final class BaseRtt {
    private final long[] shortest = new long[RtmfpParameters.BASE_RTT_PERIODS];
    private int current;
    private long periodEndNanos = Long.MIN_VALUE;

    BaseRtt() {
        reset();
    }

    void measured(long rttNanos, long nowNanos) {
        if (nowNanos >= periodEndNanos) {
            periodEndNanos = nowNanos + RtmfpParameters.BASE_RTT_PERIOD_NANOS;
            current = (current + 1) % shortest.length;
            shortest[current] = Long.MAX_VALUE;
        }
        shortest[current] = Math.min(shortest[current], rttNanos);
    }

    void reset() {
        Arrays.fill(shortest, Long.MAX_VALUE);
    }

    /** Returns the base round trip time, or {@link Long#MAX_VALUE} before the first measurement. */
    long nanos() {
        return Arrays.stream(shortest).min().orElse(Long.MAX_VALUE);
    }
}
