package org.tcserver.rtmfp.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReplayWindowTest {
    @Test
    void acceptsEachNumberOnceIfNotTooLate() {
        var window = new ReplayWindow();
        assertTrue(window.accept(100));
        assertFalse(window.accept(100));
        assertTrue(window.accept(68));
        assertFalse(window.accept(68));
        assertFalse(window.accept(67));
        assertTrue(window.accept(101));
        assertFalse(window.accept(68));
        assertTrue(window.accept(69));
    }

    @Test
    void survivesLeapsToTheLastNumber() {
        var window = new ReplayWindow();
        assertTrue(window.accept(0));
        assertTrue(window.accept(Long.MAX_VALUE));
        assertFalse(window.accept(0));
        assertFalse(window.accept(Long.MAX_VALUE));
        assertTrue(window.accept(Long.MAX_VALUE - 1));
    }

    @Test
    void agreesWithASetOfAllThatWasSeen() {
        long seed = 32;
        var random = new Random(seed);
        var window = new ReplayWindow();
        var seen = new HashSet<Long>();
        long highest = -1;
        for (int i = 0; i < 100_000; i++) {
            long step = random.nextInt(20) == 0 ? random.nextInt(200) : random.nextInt(50) - 42;
            long number = Math.max(0, highest + step);
            boolean expected = number >= highest - CryptoParameters.REPLAY_WINDOW && seen.add(number);
            assertEquals(expected, window.accept(number), "seed " + seed);
            highest = Math.max(highest, number);
        }
    }
}
