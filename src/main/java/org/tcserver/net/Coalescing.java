package org.tcserver.net;

/**
 * How long a loop's messages may wait for one another so that several leave in one write. Nothing waits on a quiet loop;
 * the more messages it sends a second, the longer they wait, up to a limit: at that rate the cost of a write is what
 * counts. The rate does not change with the waiting, so it does not swing.
 *
 * <p>Confined to the loop's thread.
 */
final class Coalescing {
    /** No waiting at all up to this many messages a second. */
    static final double QUIET_PER_SECOND = 8_000;
    /** The longest waiting from this many messages a second on. */
    static final double BUSY_PER_SECOND = 24_000;

    private static final long WINDOW_NANOS = 100_000_000;

    private final long longestNanos;
    private long windowStartNanos;
    private long windowMessages;
    private double perSecond;

    /** {@code longestNanos} 0: every message leaves at once, whatever the load. */
    Coalescing(long longestNanos) {
        this.longestNanos = longestNanos;
    }

    void sent(int messages) {
        windowMessages += messages;
    }

    /** How long after one pass over the writers the next may begin. */
    long pauseNanos(long nowNanos) {
        long elapsed = nowNanos - windowStartNanos;
        if (elapsed >= WINDOW_NANOS) {
            perSecond = windowMessages * 1e9 / elapsed;
            windowStartNanos = nowNanos;
            windowMessages = 0;
        }
        double load = (perSecond - QUIET_PER_SECOND) / (BUSY_PER_SECOND - QUIET_PER_SECOND);
        return (long) (Math.clamp(load, 0.0, 1.0) * longestNanos);
    }
}
