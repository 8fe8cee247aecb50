package org.tcserver.rtmfp;

/**
 * How much may be in flight: the window of RFC 7016 Appendix A. Confined to its session's thread.
 *
 * <p>Unlike that example, losses among what was sent before the window was last cut do not cut it again: as in TCP, all
 * losses of one round trip are one event.
 */
final class CongestionControl {
    private static final int SEGMENTS_PER_ROUND_TRIP = 16;
    private static final int MIN_THRESHOLD = 64;
    private static final int FAST_THRESHOLD_CAP = 4800;
    private static final int TIME_CRITICAL_THRESHOLD_CAP = 2400;
    private static final int FAST_STEP = 48;
    private static final int SLOW_STEP = 24;

    /**
     * Who else is in a hurry (Appendix A).
     *
     * @param fastGrowAllowed nobody sends or receives time critical data, as far as we know
     * @param timeCriticalSent this session itself sends time critical data
     */
    record Urgency(boolean fastGrowAllowed, boolean timeCriticalSent) {}

    private long windowBytes = RtmfpParameters.CWND_INIT;
    private long slowStartThreshold = Long.MAX_VALUE;
    private long ackedAccumulator;

    /** The congestion window: sending is allowed while less is in flight. */
    long windowBytes() {
        return windowBytes;
    }

    /** Nothing was acknowledged for an ERTO. */
    void timedOut(boolean wasLoss) {
        slowStartThreshold = Math.max(slowStartThreshold, windowBytes / 4 * 3);
        ackedAccumulator = 0;
        windowBytes = wasLoss ? RtmfpParameters.CWND_TIMED_OUT : RtmfpParameters.CWND_INIT;
    }

    /** Something was lost, or the path is congested. {@code inFlightBytes}: before the packet that told of it. */
    void lost(long inFlightBytes, Urgency urgency) {
        boolean gentle = urgency.timeCriticalSent()
                || (inFlightBytes > RtmfpParameters.SCALABLE_WINDOW && urgency.fastGrowAllowed());
        long reduced = gentle ? inFlightBytes * 7 / 8 : inFlightBytes / 2;
        slowStartThreshold = Math.max(reduced, RtmfpParameters.CWND_INIT);
        windowBytes = slowStartThreshold;
        ackedAccumulator = 0;
    }

    /** Something arrived, and nothing is missing. {@code inFlightBytes}: before the packet that told of it. */
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
