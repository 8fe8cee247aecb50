package org.tcserver.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SendWindowTest {
    private static final long MILLI = 1_000_000;

    private final SendWindow window = new SendWindow(false, -3_000 * MILLI);

    /** Writes as much as is allowed at one moment. */
    private long fill(long nowNanos) {
        return fill(window, nowNanos);
    }

    /** The kernel is full for a while, and emptied slowly. */
    private long slowDown() {
        for (long now = -3_000 * MILLI; now < 0; now += 100 * MILLI) {
            window.written(10_000, now);
            window.blocked(now);
            window.writable(now + 99 * MILLI);
        }
        long all = window.inFlight();
        window.acknowledged(all, 0);
        return all;
    }

    private static long fill(SendWindow window, long nowNanos) {
        long before = window.inFlight();
        for (int allowed = window.allowance(nowNanos); allowed > 0; allowed = window.allowance(nowNanos)) {
            window.written(allowed, nowNanos);
            assertTrue(window.inFlight() < 1 << 20, "the window never closes");
        }
        return window.inFlight() - before;
    }

    @Test
    void withoutAcknowledgementsThereIsNoWindow() {
        for (int i = 0; i < 1_000; i++) {
            int allowed = window.allowance(i * MILLI);
            assertTrue(allowed >= SendWindowParameters.MIN_IN_FLIGHT);
            window.written(allowed, i * MILLI);
        }
    }

    @Test
    void theFirstAcknowledgementMakesAWindow() {
        var window = new SendWindow(true, 0);
        window.written(10_000, 0);
        window.acknowledged(5_000, 20 * MILLI);
        assertEquals(5_000, window.inFlight());
        assertTrue(fill(window, 20 * MILLI) > 0);
        assertEquals(0, window.allowance(20 * MILLI));
        assertTrue(window.inFlight() >= SendWindowParameters.MIN_IN_FLIGHT - SendWindowParameters.MIN_ALLOWANCE);
    }

    @Test
    void sequenceNumbersWrap() {
        long total = 0;
        for (int i = 0; i < 12; i++) {
            window.written(1_000_000_000, i * MILLI);
            total += 1_000_000_000;
            window.acknowledged((total - 1_000) & 0xffff_ffffL, i * MILLI);
            assertEquals(1_000, window.inFlight(), "after " + total);
        }
    }

    @Test
    void acknowledgementsThatGoBackwardsAreIgnored() {
        window.written(100_000, 0);
        window.acknowledged(50_000, MILLI);
        window.acknowledged(40_000, MILLI);
        window.acknowledged(50_000, MILLI);
        window.acknowledged(0xffff_ffffL, MILLI);
        window.acknowledged(50_000 + (1L << 31), MILLI);
        assertEquals(50_000, window.inFlight());
        window.acknowledged(100_000 + SendWindowParameters.MISCOUNT_SLACK, MILLI);
        assertEquals(0, window.inFlight());
    }

    @Test
    void whoAcknowledgesMoreThanWasSentHasNoWindow() {
        var window = new SendWindow(true, 0);
        window.written(100_000, 0);
        window.acknowledged(50_000, MILLI);
        fill(window, MILLI);
        long inFlight = window.inFlight();
        window.acknowledged(50_000 + inFlight + SendWindowParameters.MISCOUNT_SLACK + 1, MILLI);
        window.acknowledged(60_000, MILLI);
        assertEquals(inFlight, window.inFlight());
        assertTrue(window.allowance(MILLI) > 0);
    }

    @Test
    void aClosedWindowIsLiftedInTimeAndClosesWithTheNextAcknowledgement() {
        var window = new SendWindow(true, 0);
        window.written(20_000, 0);
        window.acknowledged(10_000, 20 * MILLI);
        long now = 20 * MILLI;
        fill(window, now);
        long wait = window.recheckNanos(now);
        assertTrue(wait >= 3_000 * MILLI && wait <= 10_000 * MILLI, wait + " ns");
        assertEquals(0, window.allowance(now + wait - MILLI));
        int lifted = window.allowance(now + wait);
        assertTrue(lifted > 0);
        window.written(lifted, now + wait);
        assertTrue(window.allowance(now + wait) > 0);
        window.acknowledged(11_000, now + wait + 5_000 * MILLI);
        assertEquals(0, window.allowance(now + wait + 5_000 * MILLI));
    }

    @Test
    void aPromptAcknowledgementAfterAStallEnlargesTheWindow() {
        var window = new SendWindow(true, 0);
        window.written(20_000, 0);
        window.acknowledged(10_000, 20 * MILLI);
        long now = 20 * MILLI;
        fill(window, now);
        long stalledInFlight = window.inFlight();
        now += window.recheckNanos(now);
        window.written(window.allowance(now), now);
        window.acknowledged(11_000, now + 30 * MILLI);
        assertTrue(window.allowance(now + 30 * MILLI) > 0);
        fill(window, now + 30 * MILLI);
        assertTrue(window.inFlight() > 2 * stalledInFlight);
    }

    @Test
    void silenceOfAClientThatMayCountWronglyLiftsTheWindowBeforeFramesAreLost() {
        slowDown();
        window.written(20_000, 0);
        fill(20 * MILLI);
        long wait = window.recheckNanos(20 * MILLI);
        assertTrue(
                wait <= 100 * MILLI + SendWindowParameters.MAX_DOUBT_NANOS, wait + " ns beyond a round trip of 100 ms");
        assertTrue(window.allowance(20 * MILLI + wait) > 0);
    }

    @Test
    void aClientThatHoldsBackTwiceIsNotBelievedAnyMore() {
        long acknowledged = slowDown();
        long now = 0;
        for (int i = 1; i <= 2; i++) {
            fill(now);
            now += window.recheckNanos(now);
            window.written(window.allowance(now), now);
            now += 10 * MILLI;
            window.acknowledged(acknowledged + i * 1_000L, now);
        }
        for (int i = 0; i < 1_000; i++) {
            int allowed = window.allowance(now);
            assertTrue(allowed > 0);
            window.written(allowed, now);
        }
    }

    @Test
    void numbersThatDoNotGrowAreNotBelieved() {
        window.written(100_000, 0);
        window.acknowledged(50_000, MILLI);
        for (int i = 0; i < SendWindowParameters.MOST_USELESS_ACKS; i++) {
            window.acknowledged(50_000, MILLI);
        }
        window.written(1 << 20, MILLI);
        assertTrue(window.allowance(MILLI) > 0);
    }

    @Test
    void anAnswerToAPingProvesWhatCameBeforeItAndAcknowledgementsCountNoMore() {
        int token = window.nextPing();
        window.written(20_000, 0);
        window.pinged(0);
        window.written(5_000, MILLI);
        window.answered(token + 1, 1, MILLI);
        window.answered(token - 1, 1, MILLI);
        assertEquals(25_000, window.inFlight(), "answers to pings that were never sent");
        window.answered(token, 1, 20 * MILLI);
        assertEquals(5_000, window.inFlight());
        window.acknowledged(25_000, 20 * MILLI);
        window.acknowledged(1, 20 * MILLI);
        assertEquals(5_000, window.inFlight());
        window.answered(token, 2, 20 * MILLI);
        assertEquals(5_000, window.inFlight(), "the same answer again");
    }

    @Test
    void itWishesForFrequentAcknowledgementsAtFirst() {
        assertEquals(0, window.ackWindow(0), "an answer to a ping may come");
        window.written(100, 0);
        window.pinged(0);
        assertEquals(0, window.ackWindow(SendWindowParameters.PING_GRACE_NANOS - 1));
        assertEquals(4_096, window.ackWindow(SendWindowParameters.PING_GRACE_NANOS));
    }

    @Test
    void aSmallerThresholdMeansLessInFlight() {
        long[] inFlight = new long[2];
        for (int i = 0; i < 2; i++) {
            var client = new SimulatedClient(10, 20, 6 << 20, SimulatedClient.Acks.EVERY_WINDOW, 0);
            client.window.extraDelay(i == 0 ? 100 * MILLI : 30_000 * MILLI);
            client.run(15_000);
            inFlight[i] = client.inFlight();
        }
        assertTrue(inFlight[0] <= 1_250 * 160, inFlight[0] + " in flight");
        assertTrue(inFlight[1] > 2 * inFlight[0], inFlight[1] + " in flight");
    }

    @Test
    void whateverHappensItsAnswersStayWithinBounds() {
        for (int seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            var tested = new SendWindow(seed % 2 == 0, random.nextLong());
            long now = random.nextLong();
            for (int i = 0; i < 500; i++) {
                now += (long) (Math.pow(random.nextDouble(), 8) * 20_000 * MILLI);
                act(tested, random, now);
                int allowed = tested.allowance(now);
                String what = "seed " + seed + ": ";
                assertTrue(allowed >= 0 && allowed <= 256 << 10, what + allowed);
                assertTrue(allowed > 0 || tested.recheckNanos(now) <= 10_000 * MILLI, what + tested.recheckNanos(now));
                assertTrue(tested.inFlight() >= 0, what + tested.inFlight());
                int size = tested.sendBufferSize();
                assertTrue(size >= 8 << 10 && size <= 512 << 10, what + size);
                long ackWindow = tested.ackWindow(now);
                assertTrue((ackWindow == 0 || ackWindow >= 4 << 10) && ackWindow <= 256 << 10, what + ackWindow);
            }
        }
    }

    private static void act(SendWindow tested, Random random, long now) {
        switch (random.nextInt(8)) {
            case 5 -> tested.pinged(now);
            case 6 -> tested.answered(tested.nextPing() - random.nextInt(4), random.nextInt(), now);
            case 0 -> tested.written(random.nextInt(1 << 20), now);
            case 1 -> tested.blocked(now);
            case 2 -> tested.writable(now);
            case 3 -> tested.acknowledged(random.nextLong() & 0xffff_ffffL, now);
            case 4 -> tested.extraDelay(random.nextLong());
            default -> tested.acknowledged(random.nextInt(1 << 24), now);
        }
    }
}
