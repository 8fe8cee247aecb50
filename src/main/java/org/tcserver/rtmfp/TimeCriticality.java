package org.tcserver.rtmfp;

import org.jspecify.annotations.Nullable;

/**
 * Which sessions of an endpoint carry real-time data (RFC 7016 §3.5.2.1). Confined to the endpoint's thread.
 *
 * <p>Of the sessions that received some, the latest two are known: enough to tell each whether there is another.
 */
final class TimeCriticality {
    private static final long LONG_AGO = Long.MIN_VALUE / 2;

    private long sentNanos = LONG_AGO;
    private @Nullable Object latestReceiver;
    private long latestNanos = LONG_AGO;
    private long otherNanos = LONG_AGO;

    void sent(long nowNanos) {
        sentNanos = nowNanos;
    }

    /** Whether any session sent real-time data of late. */
    boolean isSending(long nowNanos) {
        return isRecent(sentNanos, nowNanos);
    }

    void received(Object session, long nowNanos) {
        if (!session.equals(latestReceiver)) {
            otherNanos = latestNanos;
            latestReceiver = session;
        }
        latestNanos = nowNanos;
    }

    /** Whether a session other than this one received real-time data of late. */
    boolean isReceivingElsewhere(Object session, long nowNanos) {
        return isRecent(session.equals(latestReceiver) ? otherNanos : latestNanos, nowNanos);
    }

    static boolean isRecent(long nanos, long nowNanos) {
        return nowNanos - nanos <= RtmfpParameters.TIME_CRITICAL_NANOS;
    }
}
