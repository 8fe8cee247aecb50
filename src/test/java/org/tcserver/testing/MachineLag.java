package org.tcserver.testing;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * How late this machine runs what is due, because it has other things to do: what a server cannot be blamed for. Measured by
 * a thread that only wants to wake up on time, from the making on. Thread-safe.
 */
public final class MachineLag implements AutoCloseable {
    private static final long PERIOD_NANOS = 5_000_000;
    /** A message on its way passes several threads, of two processes, and each may have to wait for its turn. */
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

    /** What may take {@code millis} on a machine that has nothing else to do may take so long on this one. */
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
