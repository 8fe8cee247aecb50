package org.tcserver.rtmfp;

/**
 * The congestion window of RFC 7016 Appendix A, which limits the bytes in flight. Confined to its session's thread.
 *
 * <p>It differs from that example in one point. Losses of data sent before the last reduction do not reduce the window
 * again: as in TCP, all losses of one round trip are one event.
 */
final class CongestionControl {
    private static final int SEGMENTS_PER_ROUND_TRIP = 16;
    private static final int MIN_THRESHOLD = 64;
    private static final int FAST_THRESHOLD_CAP = 4800;
    private static final int TIME_CRITICAL_THRESHOLD_CAP = 2400;
    private static final int FAST_STEP = 48;
    private static final int SLOW_STEP = 24;

    /**
     * The presence of time-critical traffic (Appendix A).
     *
     * @param fastGrowAllowed whether, as far as known, no session sends or receives time-critical data
     * @param timeCriticalSent whether this session sends time-critical data
     */
    record Urgency(boolean fastGrowAllowed, boolean timeCriticalSent) {}

    private long windowBytes = RtmfpParameters.CWND_INIT;
    private long slowStartThreshold = Long.MAX_VALUE;
    private long ackedAccumulator;

    /** Returns the congestion window. The session may send while fewer bytes are in flight. */
    long windowBytes() {
        return windowBytes;
    }

    /** Handles a timeout: no acknowledgement arrived for an ERTO. */
    void timedOut(boolean wasLoss) {
        slowStartThreshold = Math.max(slowStartThreshold, windowBytes / 4 * 3);
        ackedAccumulator = 0;
        windowBytes = wasLoss ? RtmfpParameters.CWND_TIMED_OUT : RtmfpParameters.CWND_INIT;
    }

    /** Handles a loss or congestion on the path. {@code inFlightBytes}: before the packet that revealed it. */
    void lost(long inFlightBytes, Urgency urgency) {
        boolean gentle = urgency.timeCriticalSent()
                || (inFlightBytes > RtmfpParameters.SCALABLE_WINDOW && urgency.fastGrowAllowed());
        long reduced = gentle ? inFlightBytes * 7 / 8 : inFlightBytes / 2;
        slowStartThreshold = Math.max(reduced, RtmfpParameters.CWND_INIT);
        windowBytes = slowStartThreshold;
        ackedAccumulator = 0;
    }

    /** Handles acknowledgements without a loss. {@code inFlightBytes}: before the packet that carried them. */
    void acknowledged(long ackedBytes, long inFlightBytes, Urgency urgency) {
        if (inFlightBytes >= windowBytes) {
            long increase = urgency.fastGrowAllowed() ? fastIncrease(ackedBytes) : slowIncrease(ackedBytes, urgency);
            windowBytes = Math.max(windowBytes + Math.min(increase, RtmfpParameters.SMSS), RtmfpParameters.CWND_INIT);
        }
    }

    private long fastIncrease(long ackedBytes) {
        return windowBytes < slowStartThreshold ? ackedBytes : additive(ackedBytes, FAST_THRESHOLD_CAP, FAST_STEP);
    }

    private long slowIncrease(long ackedBytes, Urgency urgency) {
        if (urgency.timeCriticalSent()) {
            return windowBytes < slowStartThreshold
                    ? (ackedBytes + 3) / 4
                    : additive(ackedBytes, TIME_CRITICAL_THRESHOLD_CAP, SLOW_STEP);
        }
        return additive(ackedBytes, FAST_THRESHOLD_CAP, SLOW_STEP);
    }

    private long additive(long ackedBytes, int thresholdCap, int step) {
        ackedAccumulator += ackedBytes;
        long threshold = Math.min(Math.max(windowBytes / SEGMENTS_PER_ROUND_TRIP, MIN_THRESHOLD), thresholdCap);
        long steps = ackedAccumulator / threshold;
        ackedAccumulator -= steps * threshold;
        return steps * step;
    }
}
