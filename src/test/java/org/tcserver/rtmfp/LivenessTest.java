package org.tcserver.rtmfp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class LivenessTest {
    private static final long SECOND = 1_000_000_000L;

    private final Liveness liveness = new Liveness(0);

    @Test
    void pingsAfterTenSecondsOfSilence() {
        assertFalse(liveness.isPingDue(10 * SECOND - 1));
        assertTrue(liveness.isPingDue(10 * SECOND));
        liveness.heard(5 * SECOND);
        assertEquals(15 * SECOND, liveness.deadlineNanos());
    }

    @Test
    void pingsAgainWithoutAnAnswer() {
        liveness.pinged(10 * SECOND, 3 * SECOND);
        assertTrue(liveness.isPingOutstanding());
        assertFalse(liveness.isPingDue(13 * SECOND - 1));
        assertTrue(liveness.isPingDue(13 * SECOND));
        liveness.answered(false, 13 * SECOND);
        assertFalse(liveness.isPingOutstanding());
    }

    @Test
    void givesUpThirtySecondsAfterTheFirstUnansweredPacket() {
        liveness.awaitAnswer(SECOND);
        liveness.awaitAnswer(20 * SECOND);
        assertFalse(liveness.isDead(31 * SECOND - 1));
        assertTrue(liveness.isDead(31 * SECOND));
        liveness.answered(true, 25 * SECOND);
        assertFalse(liveness.isDead(55 * SECOND - 1));
        assertTrue(liveness.isDead(55 * SECOND));
        liveness.answered(false, 26 * SECOND);
        assertFalse(liveness.isDead(1000 * SECOND));
    }

    @Test
    void whoIsDoubtedIsAskedAtOnceAndGivenUpSoon() {
        liveness.heard(5 * SECOND);
        liveness.doubt(6 * SECOND);
        assertTrue(liveness.isPingDue(6 * SECOND));
        liveness.pinged(6 * SECOND, SECOND);
        liveness.doubt(9 * SECOND);
        assertFalse(liveness.isDead(10 * SECOND - 1));
        assertTrue(liveness.isDead(10 * SECOND), "doubting again does not help");
        liveness.heard(9 * SECOND);
        liveness.answered(false, 9 * SECOND);
        assertFalse(liveness.isDead(1000 * SECOND));
    }
}
