package org.tcserver.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TimersTest {
    private static final long PATIENCE_SECONDS = 30;

    private final LinkedBlockingQueue<Throwable> reported = new LinkedBlockingQueue<>();

    /** Makes the thread of the timers report to this test instead of the process. */
    private void catchReports() {
        Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> reported.add(e));
    }

    @Test
    void reportsErrorAsDeathOfItsThread() throws Exception {
        var failure = new AssertionError("a bug");
        try (var timers = new Timers()) {
            timers.after(Duration.ZERO, () -> {
                catchReports();
                throw failure;
            });
            assertEquals(failure, reported.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
        }
    }

    @Test
    void goesOnAfterExceptionOfOneTask() throws Exception {
        try (var timers = new Timers()) {
            var runs = new CountDownLatch(2);
            timers.every(Duration.ofMillis(1), () -> {
                catchReports();
                runs.countDown();
                throw new IllegalStateException("a bug");
            });
            assertTrue(runs.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
            assertEquals(0, reported.size(), "reported as the death of its thread");
        }
    }
}
