package org.tcserver.rtmfp;

import static org.tcserver.rtmfp.chunk.PacketHeader.ABSENT;

/**
 * Timestamps and their echoes, and what they tell: round-trip time and retransmission timeout (RFC 7016 §3.5.2.2).
 * Confined to its session's thread.
 */
final class RoundTrip {
    private static final int TICKS_MASK = 0xffff;
    private static final int MAX_RTT_TICKS = 0x7fff;

    private int timestampReceived = ABSENT;
    private long timestampReceivedNanos;
    private int echoSent = ABSENT;
    private int echoReceived = ABSENT;

    private boolean measured;
    private long smoothedNanos;
    private long variationNanos;
    private long mrtoNanos = RtmfpParameters.INITIAL_MRTO_NANOS;
    private long ertoNanos = RtmfpParameters.INITIAL_ERTO_NANOS;
    private final BaseRtt base = new BaseRtt();
    private final RtmfpFigures figures;

    RoundTrip(RtmfpFigures figures) {
        this.figures = figures;
    }

    /** Returns the timestamp of a packet that leaves now: every packet bears it, since some clients read it always. */
    static int timestamp(long nowNanos) {
        return (int) (nowNanos / RtmfpParameters.TIMESTAMP_TICK_NANOS) & TICKS_MASK;
    }

    /** The timestamp echo of the packet that leaves now, or {@link org.tcserver.rtmfp.chunk.PacketHeader#ABSENT}. */
    int timestampEcho(long nowNanos) {
        if (timestampReceived == ABSENT) {
            return ABSENT;
        }
        long elapsed = nowNanos - timestampReceivedNanos;
        if (elapsed > RtmfpParameters.MAX_ECHO_AGE_NANOS) {
            timestampReceived = ABSENT;
            echoSent = ABSENT;
            return ABSENT;
        }
        int echo = (int) (timestampReceived + elapsed / RtmfpParameters.TIMESTAMP_TICK_NANOS) & TICKS_MASK;
        if (echo == echoSent) {
            return ABSENT;
        }
        echoSent = echo;
        return echo;
    }

    /** A packet came with these, either of which may be absent. True if they gave a new measurement. */
    boolean received(int timestamp, int echo, long nowNanos) {
        if (timestamp != ABSENT && timestamp != timestampReceived) {
            timestampReceived = timestamp;
            timestampReceivedNanos = nowNanos;
        }
        if (echo == ABSENT || echo == echoReceived) {
            return false;
        }
        echoReceived = echo;
        int rttTicks = timestamp(nowNanos) - echo & TICKS_MASK;
        if (rttTicks > MAX_RTT_TICKS) {
            return false;
        }
        measured(rttTicks * RtmfpParameters.TIMESTAMP_TICK_NANOS, nowNanos);
        return true;
    }

    /** Nothing was heard for an ERTO: be more patient. */
    void backOff() {
        long longer = (long) (ertoNanos * RtmfpParameters.ERTO_BACKOFF);
        ertoNanos = Math.max(Math.min(longer, RtmfpParameters.MAX_ERTO_NANOS), mrtoNanos);
    }

    /** The path is another, or was interrupted: the shortest round trip of old means nothing now. */
    void resetBase() {
        base.reset();
    }

    /** The Effective Retransmission Timeout. */
    long ertoNanos() {
        return ertoNanos;
    }

    boolean isMeasured() {
        return measured;
    }

    /** The smoothed round-trip time; 0 before the first measurement, and where a tick of the timestamps is too long for it. */
    long smoothedNanos() {
        return smoothedNanos;
    }

    /** By how much the round trip exceeds the shortest one of late; 0 before the first measurement. */
    long extraNanos() {
        return measured ? Math.max(0, smoothedNanos - base.nanos()) : 0;
    }

    private void measured(long rttNanos, long nowNanos) {
        base.measured(rttNanos, nowNanos);
        figures.roundTrip(rttNanos);
        if (measured) {
            long delta = Math.abs(smoothedNanos - rttNanos);
            variationNanos = (3 * variationNanos + delta) / 4;
            smoothedNanos = (7 * smoothedNanos + rttNanos) / 8;
        } else {
            measured = true;
            smoothedNanos = rttNanos;
            variationNanos = rttNanos / 2;
        }
        mrtoNanos = smoothedNanos + 4 * variationNanos + RtmfpParameters.ACK_ALLOWANCE_NANOS;
        ertoNanos = Math.max(mrtoNanos, RtmfpParameters.MIN_ERTO_NANOS);
    }
}
