package org.tcserver.rtmfp;

import org.tcserver.time.Clock;

/**
 * Two packets more than the budget allows, where two round trips have passed without any acknowledgement (RFC 8985 §7):
 * what is acknowledged thereupon tells what was lost, where otherwise only the timeout could, which costs the window and
 * more patience each time. Confined to its session's thread.
 *
 * <p>The second packet makes the receiver acknowledge at once; it may delay its answer to a single one for 200 ms.
 *
 * <p>One probe at most between acknowledgements, and none after a timeout.
 */
final class TailProbe {
    private boolean spent = true;
    private long quietSinceNanos;

    /** Something was acknowledged: there may be another probe. */
    void acknowledged(long nowNanos) {
        spent = false;
        quietSinceNanos = nowNanos;
    }

    /** A packet of user data left within the budget. */
    void sent(long nowNanos) {
        quietSinceNanos = nowNanos;
    }

    /** No more until something is acknowledged: a probe left, or it is too late for one. */
    void spend() {
        spent = true;
    }

    /** When a probe should leave if there is more to send than is allowed; or {@link Clock#NEVER}. */
    long deadlineNanos(RoundTrip roundTrip) {
        return spent || !roundTrip.isMeasured()
                ? Clock.NEVER
                : quietSinceNanos + 2 * roundTrip.smoothedNanos() + RtmfpParameters.PROBE_ALLOWANCE_NANOS;
    }
}
