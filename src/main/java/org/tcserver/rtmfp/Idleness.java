package org.tcserver.rtmfp;

import org.tcserver.time.Clock;

/** How long a session has had no flows, so that it may be closed (RFC 7016 §3.5.4). Confined to its session's thread. */
final class Idleness {
    private boolean hasFlows;
    private long sinceNanos;

    Idleness(long nowNanos) {
        sinceNanos = nowNanos;
    }

    /** A flow was opened, in whichever direction. */
    void flowOpened() {
        hasFlows = true;
    }

    /** Notes whether there are any flows now. */
    void update(boolean flows, long nowNanos) {
        if (flows) {
            sinceNanos = nowNanos;
        }
        hasFlows = flows;
    }

    /** When the session has been idle for too long. */
    long deadlineNanos() {
        return hasFlows ? Clock.NEVER : sinceNanos + RtmfpParameters.IDLE_LIMIT_NANOS;
    }
}
