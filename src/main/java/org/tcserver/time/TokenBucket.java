package org.tcserver.time;

/**
 * Lets so many things happen a second, and some at once after a quiet time. Not thread-safe.
 */
public final class TokenBucket {
    private static final double NANOS_PER_SECOND = 1e9;

    private final int burst;
    private final int perSecond;
    private double tokens;
    private long filledNanos;

    /** Full as of {@code nowNanos}; {@code perSecond} is 1 at least, and as many may happen at once. */
    public TokenBucket(int perSecond, long nowNanos) {
        this(perSecond, perSecond, nowNanos);
    }

    /** Full as of {@code nowNanos}: of {@code burst} tokens, 1 at least, as {@code perSecond} is. */
    public TokenBucket(int burst, int perSecond, long nowNanos) {
        if (burst < 1 || perSecond < 1) {
            throw new IllegalArgumentException("a bucket that is never filled");
        }
        this.burst = burst;
        this.perSecond = perSecond;
        tokens = burst;
        filledNanos = nowNanos;
    }

    /** Takes one; false if there is none left. */
    public boolean take(long nowNanos) {
        if (level(nowNanos) < 1) {
            return false;
        }
        tokens--;
        return true;
    }

    /** Takes one even if there is none left, which is owed then. */
    public void spend(long nowNanos) {
        tokens = level(nowNanos) - 1;
    }

    /** How long it takes, from when the last was taken, until there is one again; 0 if there is one. */
    public long nanosToNext() {
        return tokens >= 1 ? 0 : (long) Math.ceil((1 - tokens) / perSecond * NANOS_PER_SECOND);
    }

    /** How many there are; negative if some are owed. */
    public double level(long nowNanos) {
        tokens = Math.min(burst, tokens + perSecond * ((nowNanos - filledNanos) / NANOS_PER_SECOND));
        filledNanos = nowNanos;
        return tokens;
    }

    public boolean isFull(long nowNanos) {
        return level(nowNanos) >= burst;
    }
}
