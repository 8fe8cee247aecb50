package org.tcserver.rtmfp;

import org.tcserver.time.Clock;

/**
 * The time since a session last had flows; an idle session is closed (RFC 7016 §3.5.4). Confined to its session's
 * thread.
 */
final class Idleness {
    private boolean hasFlows;
    private long sinceNanos;

    Idleness(long nowNanos) {
        sinceNanos = nowNanos;
    }

    /** Records that a flow was opened in either direction. */
    void flowOpened() {
        hasFlows = true;
    }

    /** Records whether there are any flows now. */
    void update(boolean flows, long nowNanos) {
        if (flows) {
            sinceNanos = nowNanos;
        }
        hasFlows = flows;
    }

    /** Returns the time at which the session has been idle for too long. */
    long deadlineNanos() {
        return hasFlows ? Clock.NEVER : sinceNanos + RtmfpParameters.IDLE_LIMIT_NANOS;
    }
}
