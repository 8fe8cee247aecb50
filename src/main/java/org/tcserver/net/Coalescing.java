package org.tcserver.net;

/**
 * Determines how long a loop's messages may wait for each other, so that several leave in one write. A quiet loop does
 * not wait. The wait grows with the message rate, up to a limit, because at high rates the cost of writes dominates.
 * Waiting does not change the rate, so the result does not oscillate.
 *
 * <p>Confined to the loop's thread.
 */
final class Coalescing {
    /** Up to this rate, in messages per second, nothing waits. */
    static final double QUIET_PER_SECOND = 8_000;
    /** From this rate on, in messages per second, the wait is at its maximum. */
    static final double BUSY_PER_SECOND = 24_000;

    private static final long WINDOW_NANOS = 100_000_000;

    private final long longestNanos;
    private long windowStartNanos;
    private long windowMessages;
    private double perSecond;

    /**
     * Starts with a rate of 0.
     *
     * @param longestNanos the maximum wait; 0: every message leaves at once, regardless of the load
     */
    Coalescing(long longestNanos) {
        this.longestNanos = longestNanos;
    }

    void sent(int messages) {
        windowMessages += messages;
    }

    /** Returns the minimum time from one pass over the writers to the next. */
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
