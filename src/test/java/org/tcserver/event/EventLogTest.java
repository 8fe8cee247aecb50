package org.tcserver.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tcserver.time.Clock;

@Timeout(60)
final class EventLogTest {
    /** A limit a little longer than the time for which closing a log waits for a stuck reader. */
    private static final long DRAIN_MILLIS = 900;

    private static final Clock CLOCK = new Clock() {
        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public long wallMillis() {
            return 1_767_225_600_007L;
        }
    };

    private static EventLog log(OutputStream out) {
        return new EventLog(new EventLog.Origin(42, "4e47cbb7f2"), false, CLOCK, out);
    }

    /** An event of at least {@code bytes}, and at most a thousandth more. */
    private static Event longEvent(int bytes) {
        var client = new ClientMembers("00", "x".repeat(256), "x".repeat(256), "rtmp", "x".repeat(256));
        var dump = new ClientDump(client, Totals.NONE, List.of());
        var members = new Members();
        dump.describe(members, 0);
        int length = Json.line(members.asMap()).length();
        return new ServerEvent.Clients(Collections.nCopies(bytes / length + 1, dump));
    }

    /** A pipe whose reader does not read until the test lets it; counts the arrival of the first write. */
    private static final class StuckPipe extends OutputStream {
        final CountDownLatch stuck = new CountDownLatch(1);
        final CountDownLatch reading = new CountDownLatch(1);
        final ByteArrayOutputStream read = new ByteArrayOutputStream();

        @Override
        public void write(int b) {
            throw new AssertionError("byte by byte");
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            stuck.countDown();
            try {
                reading.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            read.write(bytes, offset, length);
        }
    }

    @Test
    void writesTheCommonMembers() {
        var out = new ByteArrayOutputStream();
        try (var log = log(out)) {
            log.log(new ServerEvent.Run());
        }
        assertEquals(
                "{\"@pid\":42,\"@server\":\"4e47cbb7f2\",\"@timestamp\":1767225600.007,\"@type\":\"run\"}\n",
                out.toString(UTF_8));
    }

    @Test
    void writesAtOnceWhileOpen() throws IOException {
        var reader = new PipedInputStream(1 << 16);
        try (var out = new PipedOutputStream(reader);
                var log = log(out)) {
            log.log(new ServerEvent.Run());
            assertEquals('{', reader.read());
        }
    }

    @Test
    void verboseEventsAreForVerboseLogs() {
        var out = new ByteArrayOutputStream();
        try (var quiet = log(out)) {
            quiet.log(new ServerEvent.Lookup("10.0.0.1:9", "ab"));
        }
        assertEquals("", out.toString(UTF_8));
        try (var verbose = new EventLog(new EventLog.Origin(42, "4e47cbb7f2"), true, CLOCK, out)) {
            verbose.log(new ServerEvent.Lookup("10.0.0.1:9", "ab"));
        }
        assertTrue(out.toString(UTF_8).contains("\"lookup\""));
    }

    @Test
    void aStuckReaderCostsEventsAndThatIsSaid() throws InterruptedException {
        var pipe = new StuckPipe();
        try (var log = log(pipe)) {
            log.log(new ServerEvent.Run());
            assertTrue(pipe.stuck.await(30, SECONDS));
            for (int i = 0; i < EventLog.MAX_LINES + 5; i++) {
                log.log(new AppEvent.Create("a" + i));
            }
            pipe.reading.countDown();
        }
        var lines = pipe.read.toString(UTF_8).lines().toList();
        assertEquals(EventLog.MAX_LINES + 2, lines.size());
        assertTrue(lines.getFirst().contains("\"run\""));
        assertTrue(lines.get(EventLog.MAX_LINES).contains("\"a" + (EventLog.MAX_LINES - 1) + "\""));
        assertTrue(lines.getLast().contains("\"events-lost\",\"count\":5}"), lines.getLast());
    }

    @Test
    void longLinesAreBoundedByBytes() throws InterruptedException {
        var pipe = new StuckPipe();
        var event = longEvent(1 << 20);
        try (var log = log(pipe)) {
            log.log(new ServerEvent.Run());
            assertTrue(pipe.stuck.await(30, SECONDS));
            for (int i = 0; i < 20; i++) {
                log.log(event);
            }
            pipe.reading.countDown();
        }
        var lines = pipe.read.toString(UTF_8).lines().toList();
        assertEquals(1 + 15 + 1, lines.size());
        assertTrue(lines.getLast().contains("\"count\":5}"), lines.getLast());
    }

    @Test
    void oneLineMayExceedTheBound() {
        var out = new ByteArrayOutputStream();
        try (var log = log(out)) {
            log.log(longEvent(EventLog.MAX_BYTES));
        }
        assertTrue(out.size() > EventLog.MAX_BYTES);
    }

    @Test
    void closingGivesUpOnAStuckReader() throws InterruptedException {
        var pipe = new StuckPipe();
        var log = log(pipe);
        log.log(new ServerEvent.Run());
        assertTrue(pipe.stuck.await(30, SECONDS));
        assertTimeout(Duration.ofSeconds(20), log::close);
        log.log(new ServerEvent.End());
        pipe.reading.countDown();
    }

    /**
     * Closing tries once more, and does not wait for unwritable output. A busy machine may delay some tries, but not
     * all.
     */
    @Test
    void aBrokenPipeStopsTheLogAlone() throws InterruptedException {
        long quickest = Long.MAX_VALUE;
        for (int i = 0; i < 20 && quickest >= DRAIN_MILLIS; i++) {
            quickest = Math.min(quickest, millisToCloseABrokenLog());
        }
        assertTrue(quickest < DRAIN_MILLIS, quickest + " ms at best");
    }

    private static long millisToCloseABrokenLog() throws InterruptedException {
        var failed = new CountDownLatch(1);
        var log = log(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                failed.countDown();
                throw new IOException("Broken pipe");
            }
        });
        log.log(new ServerEvent.Run());
        assertTrue(failed.await(30, SECONDS));
        log.log(new ServerEvent.Run());
        long start = System.nanoTime();
        log.close();
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    /** A disk with room for some bytes, which is full then until it is made bigger. Thread-safe. */
    private static final class Disk implements LineWriter.Output {
        final Semaphore failures = new Semaphore(0);
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();
        private final AtomicInteger room;

        Disk(int room) {
            this.room = new AtomicInteger(room);
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            int count = Math.min(room.get(), bytes.remaining());
            if (count == 0) {
                failures.release();
                throw new IOException("No space left on device");
            }
            room.addAndGet(-count);
            var part = new byte[count];
            bytes.get(part);
            written.writeBytes(part);
            return count;
        }

        List<String> lines() {
            return written.toString(UTF_8).lines().toList();
        }
    }

    private static EventLog log(Disk disk) {
        return new EventLog(new EventLog.Origin(42, "4e47cbb7f2"), false, CLOCK, disk, Duration.ofMillis(1));
    }

    @Test
    void continuesInTheMiddleOfALineWhenTheDiskHasRoomAgain() throws InterruptedException {
        var disk = new Disk(130);
        try (var log = log(disk)) {
            for (int i = 0; i < 10; i++) {
                log.log(new AppEvent.Create("a" + i));
            }
            for (int i = 0; i < 5; i++) {
                assertTrue(disk.failures.tryAcquire(2, 30, SECONDS));
                disk.room.set(70);
            }
            disk.room.set(Integer.MAX_VALUE);
        }
        var lines = disk.lines();
        assertEquals(10, lines.size());
        for (int i = 0; i < 10; i++) {
            assertTrue(lines.get(i).matches("\\{.*\"create-app\",\"app\":\"a" + i + "\"}"), lines.get(i));
        }
    }

    @Test
    void saysWhatWasLostWhileTheDiskWasFull() throws InterruptedException {
        var disk = new Disk(0);
        try (var log = log(disk)) {
            log.log(new ServerEvent.Run());
            assertTrue(disk.failures.tryAcquire(3, 30, SECONDS));
            for (int i = 0; i < EventLog.MAX_LINES + 5; i++) {
                log.log(new AppEvent.Create("a"));
            }
            assertEquals(5, log.lost());
            disk.room.set(Integer.MAX_VALUE);
        }
        var lines = disk.lines();
        assertEquals(EventLog.MAX_LINES + 2, lines.size());
        assertTrue(lines.getLast().contains("\"events-lost\",\"count\":5}"), lines.getLast());
    }

    /** As a pipe that another program made one that does not block. */
    @Test
    void waitsForOutputThatTakesNothingNow() throws InterruptedException {
        var ended = new CountDownLatch(1);
        var takes = new AtomicBoolean();
        var written = new ByteArrayOutputStream();
        LineWriter.Output moody = bytes -> {
            if (!takes.getAndSet(!takes.get())) {
                return 0;
            }
            byte next = bytes.get();
            written.write(next);
            if (next == '\n') {
                ended.countDown();
            }
            return 1;
        };
        try (var log = new EventLog(new EventLog.Origin(42, "4e47cbb7f2"), false, CLOCK, moody, Duration.ofNanos(1))) {
            log.log(new ServerEvent.Run());
            assertTrue(ended.await(30, SECONDS));
        }
        assertTrue(written.toString(UTF_8).endsWith("\"@type\":\"run\"}\n"));
    }
}
