package org.tcserver.rtmfp;

import org.tcserver.time.Clock;

/**
 * Whether the far end is still there: when to send keepalive pings (RFC 7016 §3.5.4.1), and when to give up. Confined to
 * its session's thread.
 */
final class Liveness {
    private long retransmitLimitNanos = RtmfpParameters.RETRANSMIT_LIMIT_NANOS;
    private long heardNanos;
    private long waitingSinceNanos = Clock.NEVER;
    private long pingDeadlineNanos = Clock.NEVER;
    private long doubtEndsNanos = Clock.NEVER;

    Liveness(long nowNanos) {
        heardNanos = nowNanos;
    }

    /** How long to wait for answers before giving up. */
    void retransmitLimit(long nanos) {
        retransmitLimitNanos = nanos;
    }

    /** A packet came. */
    void heard(long nowNanos) {
        heardNanos = nowNanos;
        doubtEndsNanos = Clock.NEVER;
    }

    /** There are signs that the far end is gone: it is asked at once, and given up unless a packet comes soon. */
    void doubt(long nowNanos) {
        doubtEndsNanos = Math.min(doubtEndsNanos, nowNanos + RtmfpParameters.DOUBT_NANOS);
    }

    /** Something was sent that has to be answered. */
    void awaitAnswer(long nowNanos) {
        waitingSinceNanos = Math.min(waitingSinceNanos, nowNanos);
    }

    /** An answer came: an acknowledgement or a ping reply. {@code waiting}: others are still outstanding. */
    void answered(boolean waiting, long nowNanos) {
        pingDeadlineNanos = Clock.NEVER;
        waitingSinceNanos = waiting ? nowNanos : Clock.NEVER;
    }

    /** Whether a keepalive ping should leave now. */
    boolean isPingDue(long nowNanos) {
        return nowNanos >= nextPingNanos();
    }

    /** Whether an earlier keepalive ping remained without answer so far. */
    boolean isPingOutstanding() {
        return pingDeadlineNanos != Clock.NEVER;
    }

    /** A keepalive ping leaves; its answer should come within {@code ertoNanos}. */
    void pinged(long nowNanos, long ertoNanos) {
        pingDeadlineNanos = nowNanos + ertoNanos;
        awaitAnswer(nowNanos);
    }

    /** No answer came for so long that the far end must be gone. */
    boolean isDead(long nowNanos) {
        return nowNanos >= deathNanos();
    }

    long deadlineNanos() {
        return Math.min(nextPingNanos(), deathNanos());
    }

    private long nextPingNanos() {
        if (isPingOutstanding()) {
            return pingDeadlineNanos;
        }
        return doubtEndsNanos == Clock.NEVER ? heardNanos + RtmfpParameters.KEEPALIVE_NANOS : heardNanos;
    }

    private long deathNanos() {
        long limit = waitingSinceNanos == Clock.NEVER ? Clock.NEVER : waitingSinceNanos + retransmitLimitNanos;
        return Math.min(limit, doubtEndsNanos);
    }
}
