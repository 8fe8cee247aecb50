package org.tcserver.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.LoggerFactory;
import org.tcserver.time.Clock;

/**
 * Writes events to a stream, one JSON object per line, at once.
 *
 * <p>Thread-safe, guarded by one lock under which nothing blocks. {@link #log} never waits: lines queue for the thread
 * {@code event-log}, at most {@value #MAX_LINES} of them and 16 MiB (one line may exceed that). Events that find
 * no room are counted, and an {@code events-lost} event stands where they are missing. When writing fails, the failure
 * is reported once on the diagnostic log and further events are dropped.
 */
public final class EventLog implements AutoCloseable {
    static final int MAX_LINES = 16_384;
    static final int MAX_BYTES = 16 << 20;
    private static final int MAX_BATCH_BYTES = 64 << 10;
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(1);

    /**
     * Who writes the log.
     *
     * @param server the first ten hexadecimal digits of the RTMFP fingerprint
     */
    public record Origin(long pid, String server) {}

    private final Origin origin;
    private final boolean verbose;
    private final Clock clock;
    private final OutputStream out;
    private final Thread writer;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<byte[]> queue = new ArrayDeque<>();
    private long queuedBytes;
    private long lost;
    private boolean closed;

    /** A log on standard output. It bypasses {@link System#out}, which would swallow errors. */
    public static EventLog onStandardOutput(Origin origin, boolean verbose) {
        return new EventLog(origin, verbose, Clock.SYSTEM, new FileOutputStream(FileDescriptor.out));
    }

    /** A log on {@code out}, which stays open; {@code verbose} also writes the events that are for verbose logs only. */
    public EventLog(Origin origin, boolean verbose, Clock clock, OutputStream out) {
        this.origin = origin;
        this.verbose = verbose;
        this.clock = clock;
        this.out = out;
        writer = Thread.ofPlatform().daemon().name("event-log").start(this::run);
    }

    /** Logs {@code event} with the present time. Never blocks; does nothing once closed. */
    public void log(Event event) {
        if (event.verboseOnly() && !verbose) {
            return;
        }
        var line = line(event);
        lock.lock();
        try {
            if (closed) {
                return;
            }
            if (hasRoomFor(line)) {
                enqueue(line);
            } else {
                lost++;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Writes what is queued, for a second at most; whoever reads the log may have stopped reading. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        try {
            writer.join(DRAIN_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private byte[] line(Event event) {
        var members = new Members()
                .put("@pid", origin.pid)
                .put("@server", origin.server)
                .put("@timestamp", Json.seconds(clock.wallMillis()))
                .put("@type", event.type());
        event.describe(members);
        return Json.line(members.asMap()).getBytes(UTF_8);
    }

    private boolean hasRoomFor(byte[] line) {
        return queue.isEmpty() || (queue.size() < MAX_LINES && queuedBytes + line.length <= MAX_BYTES);
    }

    private void enqueue(byte[] line) {
        queue.add(line);
        queuedBytes += line.length;
        changed.signal();
    }

    private void run() {
        try {
            for (var batch = take(); batch.size() > 0; batch = take()) {
                batch.writeTo(out);
                out.flush();
            }
        } catch (InterruptedException e) {
            discard();
        } catch (IOException e) {
            discard();
            LoggerFactory.getLogger(EventLog.class).error("the event log cannot be written: {}", e.getMessage());
        }
    }

    /** Waits for lines and takes some of them; none when closed. */
    private ByteArrayOutputStream take() throws InterruptedException {
        var batch = new ByteArrayOutputStream();
        lock.lockInterruptibly();
        try {
            while (queue.isEmpty() && !closed) {
                changed.await();
            }
            while (!queue.isEmpty() && batch.size() < MAX_BATCH_BYTES) {
                batch.writeBytes(queue.remove());
            }
            queuedBytes -= batch.size();
            reportLost();
        } finally {
            lock.unlock();
        }
        return batch;
    }

    /** There is room again: what was lost came after all that is still queued. */
    private void reportLost() {
        if (lost > 0) {
            enqueue(line(new ServerEvent.EventsLost(lost)));
            lost = 0;
        }
    }

    private void discard() {
        lock.lock();
        try {
            closed = true;
            queue.clear();
        } finally {
            lock.unlock();
        }
    }
}
