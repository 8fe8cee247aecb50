package org.tcserver.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
    private static final int LAST = 0xffffffff;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 0xffffff, 0x7fffffff, 0x80000000, LAST - 39, LAST})
    void laterIsLaterAcrossEveryWrap(int start) {
        for (int step : new int[] {1, 40, 4000, Integer.MAX_VALUE}) {
            int later = Timestamps.plus(start, step);
            assertTrue(Timestamps.isAfter(later, start));
            assertTrue(Timestamps.isBefore(start, later));
            assertFalse(Timestamps.isAfter(start, later));
            assertFalse(Timestamps.isBefore(later, start));
            assertEquals(step, Timestamps.differenceMillis(later, start));
            assertEquals(-step, Timestamps.differenceMillis(start, later));
            assertEquals(later, Timestamps.latest(start, later));
            assertEquals(later, Timestamps.latest(later, start));
            assertEquals(start, Timestamps.plus(later, -step));
        }
    }

    @Test
    void aTimestampIsNeitherBeforeNorAfterItself() {
        assertFalse(Timestamps.isAfter(LAST, LAST));
        assertFalse(Timestamps.isBefore(LAST, LAST));
        assertEquals(LAST, Timestamps.latest(LAST, LAST));
    }

    @Test
    void halfTheCircleAwayCountsAsBefore() {
        assertTrue(Timestamps.isBefore(0, 0x80000000));
        assertTrue(Timestamps.isBefore(0x80000000, 0));
        assertFalse(Timestamps.isAfter(0, 0x80000000));
    }

    @Test
    void wrapsWhereTheWireDoes() {
        assertEquals(4, Timestamps.plus(LAST, 5));
        assertEquals(4_294_967_295L, Timestamps.toMillis(LAST));
        assertEquals(7, Timestamps.plus(7, 1L << 32));
    }
}
