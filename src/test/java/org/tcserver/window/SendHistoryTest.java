package org.tcserver.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SendHistoryTest {
    private static final long MILLI = 1_000_000;

    private final SendHistory history = new SendHistory();

    @Test
    void tellsWhenAByteWasSent() {
        history.add(100, 0);
        history.add(300, 10 * MILLI);
        assertEquals(0, history.timeOf(100, 50));
        assertEquals(10 * MILLI, history.timeOf(101, 50));
        assertEquals(10 * MILLI, history.timeOf(300, 50));
        assertEquals(50, history.timeOf(301, 50));
        history.forget(100);
        assertEquals(10 * MILLI, history.timeOf(300, 50));
    }

    @Test
    void spansAnyTimeWithinASmallPartOfIt() {
        for (int i = 1; i <= 100_000; i++) {
            history.add(10L * i, i * MILLI);
        }
        for (int i = 1; i <= 100_000; i += 997) {
            long error = i * MILLI - history.timeOf(10L * i, 0);
            assertTrue(error >= 0 && error <= 100_000 * MILLI / 16, i + ": " + error);
        }
    }

    @Test
    void becomesFineAgainWhenWhatIsOldIsForgotten() {
        for (int i = 1; i <= 10_000; i++) {
            history.add(i, i * MILLI);
            if (i > 1_000) {
                history.forget(i - 20);
            }
        }
        long error = 9_990 * MILLI - history.timeOf(9_990, 0);
        assertTrue(error >= 0 && error < 5 * MILLI, error + " ns");
    }
}
