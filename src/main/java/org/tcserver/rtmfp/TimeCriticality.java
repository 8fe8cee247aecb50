package org.tcserver.rtmfp;

import org.jspecify.annotations.Nullable;

/**
 * The times at which sessions of an endpoint sent or received time-critical data (RFC 7016 §3.5.2.1). Confined to the
 * endpoint's thread.
 *
 * <p>Of the receiving sessions it knows the latest two, which suffices to answer, for each session, whether there is
 * another.
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

    /** Returns true if any session sent time-critical data recently. */
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

    /** Returns true if a session other than {@code session} received time-critical data recently. */
    boolean isReceivingElsewhere(Object session, long nowNanos) {
        return isRecent(session.equals(latestReceiver) ? otherNanos : latestNanos, nowNanos);
    }

    static boolean isRecent(long nanos, long nowNanos) {
        return nowNanos - nanos <= RtmfpParameters.TIME_CRITICAL_NANOS;
    }
}
