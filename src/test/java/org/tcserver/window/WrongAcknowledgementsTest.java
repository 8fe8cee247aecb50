package org.tcserver.window;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcserver.window.SimulatedClient.Acks;
import org.tcserver.window.SimulatedClient.Numbering;

/** Clients that keep up but acknowledge wrongly: none may be starved, whether it answers pings or not. */
class WrongAcknowledgementsTest {
    private static final int NO_PING = 0;
    private static final int FRAME_MILLIS = 33;

    /** Milliseconds times bytes a frame: with more, the kernel's buffer takes seconds to grow, for any client. */
    private static final long MOST_PER_ROUND_TRIP = 2_400_000;

    /** The first second, and another one in which the kernel's buffer grows to send what waited then. */
    private static final long START_MILLIS = 2_000;

    /** Frames of a superseded picture group are dropped after 100 ms; the margin is for the step of the simulation. */
    private static final long MOST_WAIT_MILLIS = 100;

    /**
     * A way to acknowledge wrongly.
     *
     * @param share what it counts of each byte
     * @param answersEvery it answers one of so many pings
     * @param answers how many pings it answers at most
     */
    record Habit(Acks every, Numbering number, double share, int answersEvery, int answers) {
        SimulatedClient client(double megabits, long roundTripMillis) {
            var client = new SimulatedClient(megabits, roundTripMillis, 6 << 20, every, 0);
            client.number = number;
            client.countsOf = share;
            client.answersEvery = answersEvery;
            client.mostAnswers = answers;
            return client;
        }
    }

    static List<Habit> habits() {
        var habits = new ArrayList<Habit>();
        for (var every : List.of(Acks.EVERY_HALF_WINDOW, Acks.EVERY_WINDOW, Acks.EVERY_10_KB, Acks.EVERY_250_KB)) {
            for (int answersEvery : new int[] {NO_PING, 1, 2, 10}) {
                for (var number : Numbering.values()) {
                    habits.add(new Habit(every, number, 1, answersEvery, Integer.MAX_VALUE));
                }
                for (double share : new double[] {0.98, 0.9, 0.5, 0.001, 1.1, 2}) {
                    habits.add(new Habit(every, Numbering.TOTAL, share, answersEvery, Integer.MAX_VALUE));
                }
                habits.add(new Habit(every, Numbering.TOTAL, 0.5, answersEvery, 1));
                habits.add(new Habit(every, Numbering.TOTAL, 0.5, answersEvery, 4));
            }
        }
        return habits;
    }

    @ParameterizedTest
    @MethodSource("habits")
    void afterTheFirstSecondNoFrameWaitsForTheWindow(Habit habit) {
        for (long roundTripMillis : new long[] {0, 40, 150}) {
            for (long bytesPerFrame : new long[] {4_000, 10_000, 60_000}) {
                if (roundTripMillis * bytesPerFrame > MOST_PER_ROUND_TRIP) {
                    continue;
                }
                var client = habit.client(200, roundTripMillis);
                var mute = new Habit(Acks.NEVER, Numbering.TOTAL, 1, NO_PING, 0).client(200, roundTripMillis);
                assertNoFrameWaits(habit + " " + roundTripMillis + " ms", client, mute, bytesPerFrame);
            }
        }
    }

    /** A frame waits too long if the client of the same path that says nothing was sent it long before. */
    private static void assertNoFrameWaits(
            String what, SimulatedClient client, SimulatedClient mute, long bytesPerFrame) {
        client.run(START_MILLIS, () -> client.millis / FRAME_MILLIS * bytesPerFrame);
        mute.run(START_MILLIS, () -> mute.millis / FRAME_MILLIS * bytesPerFrame);
        long allowedMillis = MOST_WAIT_MILLIS + client.roundTripMillis();
        var sentByMute = new ArrayList<Long>();
        for (int i = 0; i < 20_000; i++) {
            client.run(1, () -> client.millis / FRAME_MILLIS * bytesPerFrame);
            mute.run(1, () -> mute.millis / FRAME_MILLIS * bytesPerFrame);
            sentByMute.add(mute.payload());
            int then = i - (int) allowedMillis;
            long due = then < 0 ? 0 : sentByMute.get(then);
            assertTrue(
                    client.payload() >= due,
                    () -> what + ", " + bytesPerFrame + " bytes a frame: " + client.payload() + " of " + due + " after "
                            + client.millis + " ms");
        }
    }

    @Test
    void aSlowClientThatAnswersLateIsNotTakenForOneThatCountsWrongly() {
        for (var every : List.of(Acks.EVERY_HALF_WINDOW, Acks.NEVER)) {
            var client = new Habit(every, Numbering.TOTAL, 1, 1, Integer.MAX_VALUE).client(1_000, 20);
            client.readBytesPerMilli = 1_250 / 8.0;
            client.run(10_000, () -> client.millis * 2_500 / 8);
            for (int i = 0; i < 1_000; i++) {
                client.run(10, () -> client.millis * 2_500 / 8);
                double seconds = client.inFlight() / client.readBytesPerMilli / 1_000;
                assertTrue(seconds <= 0.65, every + ": " + seconds + " s in flight");
            }
        }
    }
}
