package org.tcserver.rtmfp;

import org.tcserver.time.Clock;

/**
 * A tail loss probe (RFC 8985 §7): two packets beyond the budget, after two round trips without an acknowledgement.
 * Their acknowledgement reveals losses that otherwise only the timeout would reveal. Each timeout shrinks the
 * congestion window and makes the next timeout longer. Confined to its session's thread.
 *
 * <p>The second packet makes the receiver acknowledge immediately. It may delay its answer to a single packet for
 * 200 ms.
 *
 * <p>At most one probe is sent between acknowledgements, and none after a timeout.
 */
final class TailProbe {
    private boolean spent = true;
    private long quietSinceNanos;

    /** Handles an acknowledgement, which permits another probe. */
    void acknowledged(long nowNanos) {
        spent = false;
        quietSinceNanos = nowNanos;
    }

    /** Records a packet of user data within the budget. */
    void sent(long nowNanos) {
        quietSinceNanos = nowNanos;
    }

    /** Prevents further probes until the next acknowledgement: a probe was sent, or the timeout has passed. */
    void spend() {
        spent = true;
    }

    /** Returns the time to send a probe if data exceeds the budget, or {@link Clock#NEVER}. */
    long deadlineNanos(RoundTrip roundTrip) {
        return spent || !roundTrip.isMeasured()
                ? Clock.NEVER
                : quietSinceNanos + 2 * roundTrip.smoothedNanos() + RtmfpParameters.PROBE_ALLOWANCE_NANOS;
    }
}
