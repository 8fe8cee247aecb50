package org.tcserver.media;

/**
 * Arithmetic with timestamps: milliseconds modulo 2<sup>32</sup> in all bits of an {@code int}.
 *
 * <p>Comparison works for timestamps less than 2<sup>31</sup> ms (about 24 days) apart. At exactly that distance each
 * counts as before the other.
 */
public final class Timestamps {
    private Timestamps() {}

    /** Returns the milliseconds from {@code earlier} to {@code later}; negative in the reverse order. */
    public static int differenceMillis(int later, int earlier) {
        return later - earlier;
    }

    public static boolean isBefore(int timestamp, int other) {
        return timestamp - other < 0;
    }

    public static boolean isAfter(int timestamp, int other) {
        return timestamp - other > 0;
    }

    /** Returns the later timestamp. */
    public static int latest(int timestamp, int other) {
        return isAfter(timestamp, other) ? timestamp : other;
    }

    /** Returns the timestamp {@code millis} after {@code timestamp}, or before it if negative. */
    public static int plus(int timestamp, long millis) {
        return (int) (timestamp + millis);
    }

    /** Returns the milliseconds as in the protocol, 0 to 2<sup>32</sup> − 1. */
    public static long toMillis(int timestamp) {
        return Integer.toUnsignedLong(timestamp);
    }
}
