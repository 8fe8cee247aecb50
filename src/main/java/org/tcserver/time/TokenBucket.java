package org.tcserver.time;

/**
 * Lets so many things happen a second, and as many at once after a quiet second. Not thread-safe.
 */
public final class TokenBucket {
    private static final double NANOS_PER_SECOND = 1e9;

    private final int perSecond;
    private double tokens;
    private long filledNanos;

    /** Full as of {@code nowNanos}; {@code perSecond} is 1 at least. */
    public TokenBucket(int perSecond, long nowNanos) {
        if (perSecond < 1) {
            throw new IllegalArgumentException("a bucket that is never filled");
        }
        this.perSecond = perSecond;
        tokens = perSecond;
        filledNanos = nowNanos;
    }

    /** Takes one; false if there is none left. */
    public boolean take(long nowNanos) {
        tokens = Math.min(perSecond, tokens + perSecond * ((nowNanos - filledNanos) / NANOS_PER_SECOND));
        filledNanos = nowNanos;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
