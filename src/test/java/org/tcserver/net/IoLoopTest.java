package org.tcserver.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcserver.testing.Deadline;
import org.tcserver.time.Clock;

class IoLoopTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Writes nothing, and reports that it waits. */
    private record Content(CountDownLatch served) implements Writer {
        @Override
        public Next write(ByteBuffer scratch, long nowNanos) {
            served.countDown();
            return Next.WAIT;
        }

        @Override
        public int messagesWritten() {
            return 0;
        }
    }

    private static WeakReference<Writer> scheduled(IoLoop loop, boolean isUrgent, CountDownLatch served) {
        var writer = new Content(served);
        loop.schedule(writer, isUrgent);
        return new WeakReference<>(writer);
    }

    /** Otherwise an ended connection would stay in memory until others write. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoHasHadItsTurnIsNotKept(boolean isUrgent) throws Exception {
        try (var loop = new IoLoop("io-test", Clock.SYSTEM, 0)) {
            var served = new CountDownLatch(1);
            var writer = scheduled(loop, isUrgent, served);
            loop.wake();
            assertTrue(served.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            var deadline = Deadline.in(PATIENCE);
            while (writer.get() != null && !deadline.isOver()) {
                System.gc();
            }
            assertNull(writer.get(), "still there");
        }
    }

    @Test
    void diesOfAnError() throws Exception {
        var reported = new LinkedBlockingQueue<Throwable>();
        var failure = new AssertionError("a bug");
        try (var loop = new IoLoop("io-test", Clock.SYSTEM, 0)) {
            loop.execute(() -> {
                Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> reported.add(e));
                throw failure;
            });
            assertEquals(failure, reported.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        }
    }
}
