package org.tcserver.rtmfp;

import static org.tcserver.rtmfp.chunk.PacketHeader.ABSENT;

/**
 * The timestamps of a session's packets and their echoes, the round-trip time and the retransmission timeout (RFC 7016
 * §3.5.2.2). Confined to its session's thread.
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

    /**
     * Returns the timestamp of a packet that leaves now. Every packet carries it, because some clients always read it.
     */
    static int timestamp(long nowNanos) {
        return (int) (nowNanos / RtmfpParameters.TIMESTAMP_TICK_NANOS) & TICKS_MASK;
    }

    /**
     * Returns the timestamp echo of a packet that leaves now, or {@link org.tcserver.rtmfp.chunk.PacketHeader#ABSENT}.
     */
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

    /**
     * Handles the timestamp and echo of an incoming packet; each may be absent. Returns true if they gave a new
     * measurement.
     */
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

    /** Increases the timeout, because no answer arrived for an ERTO. */
    void backOff() {
        long longer = (long) (ertoNanos * RtmfpParameters.ERTO_BACKOFF);
        ertoNanos = Math.max(Math.min(longer, RtmfpParameters.MAX_ERTO_NANOS), mrtoNanos);
    }

    /** Forgets the shortest round trip after a change or interruption of the path. */
    void resetBase() {
        base.reset();
    }

    /** Returns the Effective Retransmission Timeout. */
    long ertoNanos() {
        return ertoNanos;
    }

    boolean isMeasured() {
        return measured;
    }

    /**
     * Returns the smoothed round-trip time; 0 before the first measurement, or if it is shorter than a timestamp tick.
     */
    long smoothedNanos() {
        return smoothedNanos;
    }

    /** Returns the excess of the round trip over the recent shortest one; 0 before the first measurement. */
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
