package org.tcserver.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TimelineTest {
    private final Timeline timeline = new Timeline(false);

    private void stamps(int... timestampsAndExpected) {
        for (int i = 0; i < timestampsAndExpected.length; i += 2) {
            assertEquals(
                    timestampsAndExpected[i + 1],
                    timeline.stamp(timestampsAndExpected[i]),
                    "message " + i / 2 + ", timestamp " + timestampsAndExpected[i]);
        }
    }

    @Test
    void beginsAtZeroWhateverTheFirstTimestamp() {
        stamps(123_456, 0, 123_480, 24, 123_470, 14);
        assertEquals(24, timeline.current());
    }

    @Test
    void keepsAGapOfFourSecondsAndStitchesALongerOne() {
        stamps(0, 0, 4000, 4000, 8001, 4000, 8041, 4040);
    }

    @Test
    void keepsAStepBackOfFourSecondsAndStitchesALongerOne() {
        stamps(0, 0, 3000, 3000, 6000, 6000, 2000, 2000, 1999, 6000, 2039, 6040);
    }

    @Test
    void whatIsOlderThanTheLastStitchGetsItsTime() {
        stamps(1000, 0, 990, 0, 960, 0, 1010, 10, 995, 0);
    }

    @Test
    void whatIsOlderThanTheHighestButNewerThanTheStitchKeepsItsTime() {
        stamps(0, 0, 100, 100, 60, 60);
        assertEquals(100, timeline.current());
    }

    @Test
    void continuesWithoutAGapAfterARestart() {
        stamps(5000, 0, 5040, 40);
        timeline.restart();
        stamps(77, 40, 100, 63);
    }

    @Test
    void oneOffsetForAllKinds() {
        // audio and video of one publisher, 10 ms apart, stay so after a jump
        stamps(0, 0, 10, 10, 900_000, 10, 900_010, 20, 899_990, 10);
    }

    @Test
    void aWrapOfTheSourceDisturbsNothing() {
        stamps(-20, 0, -1, 19, 0, 20, 19, 39, -5, 15);
    }

    @Test
    void aWrapOfTheSubscribersTimeDisturbsNothing() {
        timeline.restartAt(-30);
        stamps(1000, -30, 1020, -10, 1030, 0, 1050, 20, 1025, -5);
    }

    @Test
    void fiftyDaysPassUnderOneOffset() {
        int timestamp = 12_345;
        int expected = 0;
        for (long sent = 0; sent < (1L << 32) + 10_000_000; sent += 3999) {
            assertEquals(expected, timeline.stamp(timestamp));
            timestamp += 3999;
            expected += 3999;
        }
    }

    @Test
    void theLongestDistanceIsAJump() {
        stamps(0, 0, Integer.MIN_VALUE, 0, Integer.MIN_VALUE + 40, 40);
    }

    @Test
    void restartsAtAGivenTime() {
        stamps(0, 0, 40, 40);
        timeline.restartAt(10_000);
        assertEquals(10_000, timeline.current());
        stamps(80, 10_000, 120, 10_040);
    }

    @Test
    void asIsChangesNothing() {
        var asIs = new Timeline(true);
        for (int timestamp : new int[] {777, 0, -1, 5_000_000, 3}) {
            assertEquals(timestamp, asIs.stamp(timestamp));
            assertEquals(timestamp, asIs.current());
        }
        asIs.restartAt(99);
        assertEquals(3, asIs.current());
        assertEquals(50, asIs.stamp(50));
    }
}
