package org.tcserver.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class TokenBucketTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private static int taken(TokenBucket bucket, int tries, long nowNanos) {
        int taken = 0;
        for (int i = 0; i < tries; i++) {
            taken += bucket.take(nowNanos) ? 1 : 0;
        }
        return taken;
    }

    @Test
    void lastsForASecondAtOnceAndThenForWhatComesIn() {
        var bucket = new TokenBucket(10, -SECOND);
        assertEquals(10, taken(bucket, 20, -SECOND));
        assertFalse(bucket.take(-SECOND + SECOND / 20));
        assertTrue(bucket.take(-SECOND + SECOND / 10));
        assertFalse(bucket.take(-SECOND + SECOND / 10));
        assertEquals(4, taken(bucket, 20, -SECOND + SECOND * 55 / 100));
    }

    @Test
    void savesNoMoreThanASecondsWorth() {
        var bucket = new TokenBucket(3, 0);
        assertEquals(3, taken(bucket, 9, 1_000_000 * SECOND));
    }

    @Test
    void isNeverForNothing() {
        assertThrows(IllegalArgumentException.class, () -> new TokenBucket(0, 0));
    }
}
