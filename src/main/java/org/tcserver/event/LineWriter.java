package org.tcserver.event;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * Writes lines to an output that may block or fail, on its own thread.
 *
 * <p>Thread-safe, guarded by one lock under which nothing blocks. {@link #offer} never waits: it drops a line if too
 * many are queued, and a line in their place gives the number of dropped ones. If the output fails, for example on a
 * full disk, writing resumes later at the same byte, so that no line is broken; meanwhile lines queue.
 */
final class LineWriter implements AutoCloseable {
    private static final int MAX_WRITE_BYTES = 64 << 10;
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(1);

    /** The destination of the lines. */
    interface Output {
        /** Writes some of the bytes, like a channel; returns 0 if it accepts none now. */
        int write(ByteBuffer bytes) throws IOException;
    }

    /**
     * The limits of a writer.
     *
     * @param lines maximum number of queued lines
     * @param bytes maximum size of queued lines; a single line may exceed it
     * @param retryPeriod how often to retry a failed output
     */
    record Bounds(int lines, int bytes, Duration retryPeriod) {}

    /**
     * Reports of failures.
     *
     * @param lost creates the line that reports a number of lost lines
     * @param failed receives the first failure after a success
     */
    record Reports(LongFunction<byte[]> lost, Consumer<IOException> failed) {}

    private final Output out;
    private final Bounds bounds;
    private final Reports reports;
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Condition closing = lock.newCondition();
    private final ArrayDeque<byte[]> queue = new ArrayDeque<>();
    private long queuedBytes;
    private long untold;
    private long lost;
    private boolean closed;

    LineWriter(String name, Output out, Bounds bounds, Reports reports) {
        this.out = out;
        this.bounds = bounds;
        this.reports = reports;
        thread = Thread.ofPlatform().daemon().name(name).start(this::run);
    }

    /** Queues {@code line}, which includes its line end. Never blocks; does nothing after closing. */
    void offer(byte[] line) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            if (hasRoomFor(line)) {
                enqueue(line);
            } else {
                untold++;
                lost++;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns the total number of dropped lines. */
    long lost() {
        lock.lock();
        try {
            return lost;
        } finally {
            lock.unlock();
        }
    }

    /** Writes queued lines for at most 1 second; retries a failed output once. Idempotent. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
            closing.signal();
        } finally {
            lock.unlock();
        }
        try {
            thread.join(DRAIN_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean hasRoomFor(byte[] line) {
        return queue.isEmpty() || (queue.size() < bounds.lines && queuedBytes + line.length <= bounds.bytes);
    }

    private void enqueue(byte[] line) {
        queue.add(line);
        queuedBytes += line.length;
        changed.signal();
    }

    private void run() {
        try {
            for (var batch = take(); batch.hasRemaining() && isWritten(batch); batch = take()) {}
        } catch (InterruptedException e) {
            return; // nothing interrupts this thread
        }
    }

    /** Waits for lines and takes some of them; returns none when closed. */
    private ByteBuffer take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (queue.isEmpty() && !closed) {
                changed.await();
            }
            var batch = takeQueued();
            if (untold > 0) {
                // the queue has room again; the lost lines came after all queued ones
                enqueue(reports.lost.apply(untold));
                untold = 0;
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private ByteBuffer takeQueued() {
        var lines = new ArrayDeque<byte[]>();
        int length = 0;
        while (!queue.isEmpty() && length < MAX_WRITE_BYTES) {
            lines.add(queue.element());
            length += queue.remove().length;
        }
        queuedBytes -= length;
        var batch = ByteBuffer.allocate(length);
        lines.forEach(batch::put);
        return batch.flip();
    }

    /** Writes the batch, however long it takes; returns false if the writer was closed and the output still fails. */
    private boolean isWritten(ByteBuffer batch) throws InterruptedException {
        boolean failing = false;
        boolean lastTry = false;
        while (batch.hasRemaining()) {
            try {
                if (write(batch) > 0) {
                    continue;
                }
            } catch (IOException e) {
                if (!failing) {
                    failing = true;
                    reports.failed.accept(e);
                }
            }
            if (lastTry) {
                return false;
            }
            lastTry = awaitRetry();
        }
        return true;
    }

    /** Writes part of a long batch, because the JDK copies the bytes it writes and keeps the memory of the copy. */
    private int write(ByteBuffer batch) throws IOException {
        int end = batch.limit();
        batch.limit(Math.min(end, batch.position() + MAX_WRITE_BYTES));
        try {
            return out.write(batch);
        } finally {
            batch.limit(end);
        }
    }

    /** Waits for the retry period; returns true if closed. */
    private boolean awaitRetry() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = bounds.retryPeriod.toNanos();
            while (!closed && nanos > 0) {
                nanos = closing.awaitNanos(nanos);
            }
            return closed;
        } finally {
            lock.unlock();
        }
    }
}
