package org.tcserver.rtmfp;

import org.tcserver.time.Clock;

/**
 * A monitor of whether the far end is alive: when to send keepalive pings (RFC 7016 §3.5.4.1), and when to give up.
 * Confined to its session's thread.
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

    /** Sets how long to wait for answers before giving up. */
    void retransmitLimit(long nanos) {
        retransmitLimitNanos = nanos;
    }

    /** Records an incoming packet. */
    void heard(long nowNanos) {
        heardNanos = nowNanos;
        doubtEndsNanos = Clock.NEVER;
    }

    /** Handles signs that the far end is gone: sends a ping immediately, and gives up if no packet arrives soon. */
    void doubt(long nowNanos) {
        doubtEndsNanos = Math.min(doubtEndsNanos, nowNanos + RtmfpParameters.DOUBT_NANOS);
    }

    /** Records that a packet was sent that requires an answer. */
    void awaitAnswer(long nowNanos) {
        waitingSinceNanos = Math.min(waitingSinceNanos, nowNanos);
    }

    /**
     * Handles an answer: an acknowledgement or a ping reply. {@code waiting}: whether other answers are outstanding.
     */
    void answered(boolean waiting, long nowNanos) {
        pingDeadlineNanos = Clock.NEVER;
        waitingSinceNanos = waiting ? nowNanos : Clock.NEVER;
    }

    /** Returns true if a keepalive ping is due now. */
    boolean isPingDue(long nowNanos) {
        return nowNanos >= nextPingNanos();
    }

    /** Returns true if a keepalive ping is still unanswered. */
    boolean isPingOutstanding() {
        return pingDeadlineNanos != Clock.NEVER;
    }

    /** Records a keepalive ping. Its answer should arrive within {@code ertoNanos}. */
    void pinged(long nowNanos, long ertoNanos) {
        pingDeadlineNanos = nowNanos + ertoNanos;
        awaitAnswer(nowNanos);
    }

    /** Returns true if the far end has not answered for too long and must be gone. */
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
