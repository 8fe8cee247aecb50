package org.tcserver.testing;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts the bytes read. Can limit the rate and pause reading. One thread reads; other threads may pause it and read
 * the count.
 */
public final class PacedInput extends FilterInputStream {
    private static final int STEP = 2048;
    /** The line keeps delivering while a busy machine delays the reader, but only this far behind. */
    private static final long MOST_CAUGHT_UP_NANOS = 300_000_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition resumed = lock.newCondition();
    private final int bytesPerSecond;
    private long dueNanos;
    private final AtomicLong count = new AtomicLong();
    private boolean stopped;

    PacedInput(InputStream in, int bytesPerSecond) {
        super(in);
        this.bytesPerSecond = bytesPerSecond;
    }

    public long count() {
        return count.get();
    }

    public void stopReading(boolean stop) {
        lock.lock();
        try {
            stopped = stop;
            resumed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        awaitResumed();
        var paced = bytesPerSecond > 0;
        var read = in.read(target, offset, paced ? Math.min(length, STEP) : length);
        if (read > 0) {
            count.addAndGet(read);
            if (paced) {
                pace(read);
            }
        }
        return read;
    }

    /** Waits until the rate allows the next read. Unused time beyond {@link #MOST_CAUGHT_UP_NANOS} is lost. */
    private void pace(int read) {
        var earliest = System.nanoTime() - MOST_CAUGHT_UP_NANOS;
        dueNanos = Math.max(dueNanos, earliest) + read * 1_000_000_000L / bytesPerSecond;
        for (var left = dueNanos - System.nanoTime(); left > 0; left = dueNanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private void awaitResumed() {
        lock.lock();
        try {
            while (stopped) {
                resumed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }
}
