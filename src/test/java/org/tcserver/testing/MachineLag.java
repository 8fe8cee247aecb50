package org.tcserver.testing;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The scheduling delay of this machine, for which tests must not blame the server. A thread measures how late it wakes
 * up, from construction until {@link #close}. Thread-safe.
 */
public final class MachineLag implements AutoCloseable {
    private static final long PERIOD_NANOS = 5_000_000;
    /** A message passes several threads of two processes, and each of them may be delayed. */
    private static final int TURNS = 4;

    private final AtomicLong worstNanos = new AtomicLong();
    private volatile boolean closed;

    public MachineLag() {
        Thread.ofPlatform().daemon().name("machine-lag").start(this::measure);
    }

    private void measure() {
        while (!closed) {
            long due = System.nanoTime() + PERIOD_NANOS;
            LockSupport.parkNanos(PERIOD_NANOS);
            worstNanos.accumulateAndGet(System.nanoTime() - due, Math::max);
        }
    }

    /** Returns the limit for this machine of a delay that is {@code millis} on an idle machine. */
    public long allow(long millis) {
        return millis + TURNS * worstMillis();
    }

    public long worstMillis() {
        return worstNanos.get() / 1_000_000;
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public String toString() {
        return "the machine was late by " + worstMillis() + " ms at worst";
    }
}
