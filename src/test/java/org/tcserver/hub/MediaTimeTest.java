package org.tcserver.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MediaTimeTest {
    private static final long MILLI = 1_000_000;

    private final MediaTime time = new MediaTime();

    @Test
    void countsFromMessageToMessageButNoPauseOfTwoSeconds() {
        assertEquals(0, time.message(0));
        time.message(1999 * MILLI);
        time.message(3999 * MILLI);
        time.message(4000 * MILLI);
        assertEquals(Duration.ofSeconds(2), time.total());
    }

    @Test
    void reportsOnceASecondAndTheRestAtTheEnd() {
        time.message(0);
        assertEquals(0, time.message(600 * MILLI));
        assertEquals(1200 * MILLI, time.message(1200 * MILLI));
        assertEquals(0, time.message(1300 * MILLI));
        assertEquals(100 * MILLI, time.stop());
        assertEquals(0, time.stop());
    }

    @Test
    void theTimeAfterAStopDoesNotCount() {
        time.message(0);
        time.message(500 * MILLI);
        time.stop();
        time.message(900 * MILLI);
        time.message(1000 * MILLI);
        assertEquals(Duration.ofMillis(600), time.total());
    }
}
