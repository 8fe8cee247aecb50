package org.tcserver.rtmfp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tcserver.rtmfp.chunk.PacketHeader.ABSENT;

import org.junit.jupiter.api.Test;

final class RoundTripTest {
    private static final long MILLI = 1_000_000L;
    private static final long START = 4000 * MILLI;

    private final RoundTrip roundTrip = new RoundTrip(new RtmfpFigures());

    @Test
    void countsTimeInTicksOfFourMilliseconds() {
        assertEquals(1000, RoundTrip.timestamp(START));
        assertEquals(1000, RoundTrip.timestamp(START + 3 * MILLI));
        assertEquals(1001, RoundTrip.timestamp(START + 4 * MILLI));
        assertEquals(0, RoundTrip.timestamp(65_536 * 4 * MILLI));
    }

    @Test
    void echoesWhatTheFarClockSaysNow() {
        assertEquals(ABSENT, roundTrip.timestampEcho(START));
        roundTrip.received(65_530, ABSENT, START);
        assertEquals(65_530, roundTrip.timestampEcho(START + 3 * MILLI));
        assertEquals(ABSENT, roundTrip.timestampEcho(START + 3 * MILLI));
        assertEquals(4, roundTrip.timestampEcho(START + 40 * MILLI));
        assertEquals(ABSENT, roundTrip.timestampEcho(START + 129_000 * MILLI));
    }

    @Test
    void repeatedTimestampDoesNotRestartTheElapsedTime() {
        roundTrip.received(65_530, ABSENT, START);
        roundTrip.received(65_530, ABSENT, START + 4 * MILLI);
        assertEquals(65_532, roundTrip.timestampEcho(START + 8 * MILLI));
    }

    @Test
    void measuresAndSmooths() {
        assertEquals(3000 * MILLI, roundTrip.ertoNanos());
        assertTrue(roundTrip.received(ABSENT, 975, START));
        assertEquals(100 * MILLI, roundTrip.smoothedNanos());
        assertEquals((100 + 4 * 50 + 200) * MILLI, roundTrip.ertoNanos());
        assertTrue(roundTrip.received(ABSENT, 955, START));
        assertEquals(110 * MILLI, roundTrip.smoothedNanos());
        assertEquals(10 * MILLI, roundTrip.extraNanos());
    }

    @Test
    void ignoresWhatCannotBe() {
        assertFalse(roundTrip.received(ABSENT, ABSENT, START));
        assertFalse(roundTrip.received(ABSENT, 1001, START), "an echo of the future");
        assertTrue(roundTrip.received(ABSENT, 990, START));
        assertFalse(roundTrip.received(ABSENT, 990, START + 20 * MILLI), "the same echo again");
    }

    @Test
    void backsOffUpToTenSeconds() {
        roundTrip.backOff();
        assertEquals((long) (3000 * MILLI * 1.4142), roundTrip.ertoNanos());
        for (int i = 0; i < 10; i++) {
            roundTrip.backOff();
        }
        assertEquals(10_000 * MILLI, roundTrip.ertoNanos());
        roundTrip.received(ABSENT, 999, START);
        assertEquals(250 * MILLI, roundTrip.ertoNanos(), "never less than 250 ms");
    }

    @Test
    void forgetsShortRoundTripsAfterThreeMinutes() {
        var base = new BaseRtt();
        base.measured(10, 0);
        for (int i = 1; i < 200; i++) {
            base.measured(20, 1000 * MILLI * i);
            assertEquals(i < 180 ? 10 : 20, base.nanos(), "after " + i + " s");
        }
        base.reset();
        assertEquals(Long.MAX_VALUE, base.nanos());
    }
}
