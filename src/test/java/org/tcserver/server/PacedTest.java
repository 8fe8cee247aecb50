package org.tcserver.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tcserver.time.Clock;

class PacedTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** A clock that only the test advances, with its scheduled tasks. */
    private static final class Time implements Clock {
        private record Task(long atNanos, Runnable task) {}

        private final List<Task> tasks = new ArrayList<>();
        private long nanos;

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public long wallMillis() {
            return 0;
        }

        void after(Duration delay, Runnable task) {
            tasks.add(new Task(nanos + delay.toNanos(), task));
        }

        void move(Duration time) {
            nanos += time.toNanos();
            var due = tasks.stream().filter(each -> each.atNanos <= nanos).toList();
            tasks.removeAll(due);
            due.forEach(each -> each.task.run());
        }
    }

    private final Time time = new Time();
    private int runs;
    private final Paced paced = new Paced(SECOND, time, time::after, () -> runs++);

    @Test
    void runsAtOnceAfterAQuietPeriod() {
        paced.request();
        assertEquals(1, runs);
        time.move(SECOND);
        assertEquals(1, runs, "nobody asked");
        paced.request();
        assertEquals(2, runs);
    }

    @Test
    void runsOnceMoreAtTheEndOfThePeriod() {
        for (int i = 0; i < 1000; i++) {
            paced.request();
        }
        assertEquals(1, runs);
        time.move(SECOND.minusNanos(1));
        paced.request();
        assertEquals(1, runs);
        time.move(Duration.ofNanos(1));
        assertEquals(2, runs);
    }

    @Test
    void keepsThePaceWhileRequestsGoOn() {
        for (int i = 0; i < 100; i++) {
            paced.request();
            time.move(Duration.ofMillis(100));
        }
        assertEquals(10, runs, 1);
    }
}
