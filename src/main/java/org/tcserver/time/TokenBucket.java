package org.tcserver.time;

/** Limits events to a rate, with bursts after quiet periods. Not thread-safe. */
public final class TokenBucket {
    private static final double NANOS_PER_SECOND = 1e9;

    private final int burst;
    private final int perSecond;
    private double tokens;
    private long filledNanos;

    /** Creates a full bucket as of {@code nowNanos}; the burst equals {@code perSecond}, which is at least 1. */
    public TokenBucket(int perSecond, long nowNanos) {
        this(perSecond, perSecond, nowNanos);
    }

    /** Creates a full bucket as of {@code nowNanos}; {@code burst} and {@code perSecond} are at least 1. */
    public TokenBucket(int burst, int perSecond, long nowNanos) {
        if (burst < 1 || perSecond < 1) {
            throw new IllegalArgumentException("a bucket that is never filled");
        }
        this.burst = burst;
        this.perSecond = perSecond;
        tokens = burst;
        filledNanos = nowNanos;
    }

    /** Takes a token; returns false if there is none. */
    public boolean take(long nowNanos) {
        if (level(nowNanos) < 1) {
            return false;
        }
        tokens--;
        return true;
    }

    /** Takes a token even if there is none; the level may become negative. */
    public void spend(long nowNanos) {
        tokens = level(nowNanos) - 1;
    }

    /** Returns the time from the last update of the level until a token is available; 0 if there is one. */
    public long nanosToNext() {
        return tokens >= 1 ? 0 : (long) Math.ceil((1 - tokens) / perSecond * NANOS_PER_SECOND);
    }

    /** Returns the number of tokens; negative after overspending. */
    public double level(long nowNanos) {
        tokens = Math.min(burst, tokens + perSecond * ((nowNanos - filledNanos) / NANOS_PER_SECOND));
        filledNanos = nowNanos;
        return tokens;
    }

    public boolean isFull(long nowNanos) {
        return level(nowNanos) >= burst;
    }
}
