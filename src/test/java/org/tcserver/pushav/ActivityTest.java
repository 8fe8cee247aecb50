package org.tcserver.pushav;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tcserver.time.Clock;

class ActivityTest {
    private static final long LIMIT = 30;

    private final AtomicLong now = new AtomicLong();
    private final Activity activity = new Activity(Thread.currentThread(), new Clock() {
        @Override
        public long nanos() {
            return now.get();
        }

        @Override
        public long wallMillis() {
            return 0;
        }
    });

    @AfterEach
    void clear() {
        Thread.interrupted();
    }

    private boolean interruptedAt(long time) {
        now.set(time);
        activity.check(LIMIT);
        return Thread.currentThread().isInterrupted();
    }

    @Test
    void whoWaitsTooLongIsInterrupted() {
        activity.waiting();
        assertFalse(interruptedAt(LIMIT));
        assertTrue(interruptedAt(LIMIT + 1));
        assertTrue(activity.cut());
        activity.progress(0);
        assertFalse(Thread.currentThread().isInterrupted(), "the interrupt must not outlive the wait");
    }

    @Test
    void whoWorksIsNeverInterrupted() {
        activity.waiting();
        activity.done();
        assertFalse(interruptedAt(1000));
        assertFalse(activity.cut());
    }

    @Test
    void bytesStartTheLimitAnew() {
        activity.waiting();
        now.set(20);
        activity.progress(64);
        activity.waiting();
        assertFalse(interruptedAt(50));
        assertTrue(interruptedAt(51));
    }

    @Test
    void aTrickleDoesNot() {
        for (int time = 0; time <= 30; time++) {
            activity.waiting();
            assertFalse(interruptedAt(time));
            activity.progress(2);
        }
        activity.waiting();
        assertTrue(interruptedAt(31));
    }
}
