package org.tcserver.rtmfp;

import java.util.concurrent.TimeUnit;

/**
 * A limit on forwarded hellos, so that strangers cannot make the server flood a session. Confined to its session's
 * thread.
 */
final class ForwardLimit {
    private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);

    private long periodEndNanos = Long.MIN_VALUE;
    private int count;

    boolean allows(long nowNanos) {
        if (nowNanos >= periodEndNanos) {
            periodEndNanos = nowNanos + PERIOD_NANOS;
            count = 0;
        }
        return count++ < RtmfpParameters.MAX_FORWARDS_PER_SECOND;
    }
}
