package org.tcserver.rtmfp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.tcserver.time.Clock;

final class TailProbeTest {
    private static final long MILLI = 1_000_000L;
    private static final long START = 4000 * MILLI;

    private final RoundTrip roundTrip = new RoundTrip(new RtmfpFigures());
    private final TailProbe probe = new TailProbe();

    private void measure() {
        assertTrue(roundTrip.received(-1, 975, START));
        assertEquals(100 * MILLI, roundTrip.smoothedNanos());
    }

    @Test
    void leavesTwoRoundTripsAfterTheLastPacketOrAcknowledgement() {
        measure();
        probe.acknowledged(START);
        assertEquals(START + 210 * MILLI, probe.deadlineNanos(roundTrip));
        probe.sent(START + 50 * MILLI);
        assertEquals(START + 260 * MILLI, probe.deadlineNanos(roundTrip));
    }

    @Test
    void isOneUntilSomethingIsAcknowledged() {
        measure();
        probe.acknowledged(START);
        probe.spend();
        probe.sent(START + MILLI);
        assertEquals(Clock.NEVER, probe.deadlineNanos(roundTrip));
        probe.acknowledged(START + 2 * MILLI);
        assertEquals(START + 212 * MILLI, probe.deadlineNanos(roundTrip));
    }

    @Test
    void isNoneWhereNothingIsKnownOfThePath() {
        assertEquals(Clock.NEVER, probe.deadlineNanos(roundTrip));
        probe.acknowledged(START);
        assertEquals(Clock.NEVER, probe.deadlineNanos(roundTrip));
        measure();
        assertEquals(START + 210 * MILLI, probe.deadlineNanos(roundTrip));
    }
}
