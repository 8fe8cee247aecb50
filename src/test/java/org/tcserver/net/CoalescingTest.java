package org.tcserver.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CoalescingTest {
    private static final long MILLI = 1_000_000;
    private static final long LONGEST = 25 * MILLI;

    /** Returns the pause after a second with {@code perSecond} messages. */
    private static long pauseAt(double perSecond, long longestNanos) {
        var coalescing = new Coalescing(longestNanos);
        long pause = 0;
        for (int millis = 0; millis <= 1000; millis += 10) {
            pause = coalescing.pauseNanos(millis * MILLI);
            coalescing.sent((int) (perSecond / 100));
        }
        return pause;
    }

    @Test
    void nothingWaitsOnAQuietLoop() {
        assertEquals(0, pauseAt(Coalescing.QUIET_PER_SECOND, LONGEST));
    }

    @Test
    void thePauseGrowsWithTheLoadUpToItsLimit() {
        double middle = (Coalescing.QUIET_PER_SECOND + Coalescing.BUSY_PER_SECOND) / 2;
        assertEquals(LONGEST / 2.0, (double) pauseAt(middle, LONGEST), (double) MILLI);
        assertEquals(LONGEST, pauseAt(Coalescing.BUSY_PER_SECOND, LONGEST));
        assertEquals(LONGEST, pauseAt(10 * Coalescing.BUSY_PER_SECOND, LONGEST));
    }

    @Test
    void nothingEverWaitsIfToldSo() {
        assertEquals(0, pauseAt(10 * Coalescing.BUSY_PER_SECOND, 0));
    }

    @Test
    void aBurstIsForgottenOnceItIsOver() {
        var coalescing = new Coalescing(LONGEST);
        coalescing.sent(100_000);
        assertEquals(LONGEST, coalescing.pauseNanos(100 * MILLI));
        assertEquals(0, coalescing.pauseNanos(200 * MILLI));
    }
}
