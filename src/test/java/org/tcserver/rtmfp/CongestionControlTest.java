package org.tcserver.rtmfp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.tcserver.rtmfp.CongestionControl.Urgency;

final class CongestionControlTest {
    private static final Urgency ALONE = new Urgency(true, false);
    private static final Urgency TIME_CRITICAL = new Urgency(false, true);
    private static final Urgency YIELDING = new Urgency(false, false);

    private final CongestionControl congestion = new CongestionControl();

    private void roundTrips(int count, Urgency urgency) {
        for (int i = 0; i < count; i++) {
            long left = congestion.windowBytes();
            while (left > 0) {
                long acked = Math.min(2 * RtmfpParameters.SMSS, left);
                congestion.acknowledged(acked, congestion.windowBytes(), urgency);
                left -= acked;
            }
        }
    }

    @Test
    void beginsWithThreeSegments() {
        assertEquals(3 * RtmfpParameters.SMSS, congestion.windowBytes());
    }

    @Test
    void startsByDoublingWhenAlone() {
        congestion.acknowledged(1000, 5000, ALONE);
        assertEquals(RtmfpParameters.CWND_INIT + 1000, congestion.windowBytes());
    }

    @Test
    void neverGrowsBySteeperStepsThanOneSegment() {
        congestion.acknowledged(100_000, 200_000, ALONE);
        assertEquals(RtmfpParameters.CWND_INIT + RtmfpParameters.SMSS, congestion.windowBytes());
    }

    @Test
    void doublesInAboutThreeRoundTripsWhenTimeCritical() {
        roundTrips(3, TIME_CRITICAL);
        long window = congestion.windowBytes();
        assertTrue(window > 1.8 * RtmfpParameters.CWND_INIT && window < 2.4 * RtmfpParameters.CWND_INIT, "" + window);
    }

    @Test
    void doesNotGrowWhatIsNotUsed() {
        congestion.acknowledged(1000, RtmfpParameters.CWND_INIT - 1, ALONE);
        assertEquals(RtmfpParameters.CWND_INIT, congestion.windowBytes());
    }

    @Test
    void cutsByHalfOrByAnEighth() {
        congestion.lost(40_000, ALONE);
        assertEquals(20_000, congestion.windowBytes());
        congestion.lost(40_000, TIME_CRITICAL);
        assertEquals(35_000, congestion.windowBytes());
        congestion.lost(80_000, ALONE);
        assertEquals(70_000, congestion.windowBytes());
        congestion.lost(80_000, YIELDING);
        assertEquals(40_000, congestion.windowBytes());
        congestion.lost(10, ALONE);
        assertEquals(RtmfpParameters.CWND_INIT, congestion.windowBytes());
    }

    @Test
    void growsByHalfASegmentForEachRoundTripAfterLoss() {
        congestion.lost(40_000, ALONE);
        roundTrips(10, ALONE);
        assertEquals(20_000 + 10 * 768, (double) congestion.windowBytes(), 10 * 60);
    }

    @Test
    void growsHalfAsFastWhenTimeCriticalOrYielding() {
        congestion.lost(20_000, TIME_CRITICAL);
        roundTrips(10, TIME_CRITICAL);
        assertEquals(17_500 + 10 * 384, (double) congestion.windowBytes(), 10 * 30);
        congestion.lost(35_000, YIELDING);
        roundTrips(10, YIELDING);
        assertEquals(17_500 + 10 * 384, (double) congestion.windowBytes(), 10 * 30);
    }

    @Test
    void beginsAgainAfterATimeout() {
        congestion.lost(40_000, ALONE);
        congestion.timedOut(true);
        assertEquals(RtmfpParameters.CWND_TIMED_OUT, congestion.windowBytes());
        roundTrips(3, ALONE);
        assertTrue(congestion.windowBytes() >= 8 * RtmfpParameters.SMSS, "slow start up to what it was");
        congestion.timedOut(false);
        assertEquals(RtmfpParameters.CWND_INIT, congestion.windowBytes());
    }
}
