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
        fill(nowNanos);
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }

    /** Takes one even if there is none left, which is owed then. */
    public void spend(long nowNanos) {
        fill(nowNanos);
        tokens--;
    }

    /** How long it takes, from when the last was taken, until there is one again; 0 if there is one. */
    public long nanosToNext() {
        return tokens >= 1 ? 0 : (long) Math.ceil((1 - tokens) / perSecond * NANOS_PER_SECOND);
    }

    private void fill(long nowNanos) {
        tokens = Math.min(perSecond, tokens + perSecond * ((nowNanos - filledNanos) / NANOS_PER_SECOND));
        filledNanos = nowNanos;
    }
}
