package org.tcserver.media;

/**
 * Arithmetic with timestamps: milliseconds modulo 2<sup>32</sup>, all bits of an {@code int} used.
 *
 * <p>Two timestamps compare rightly while they are less than 2<sup>31</sup> ms, some 24 days, apart. At exactly that
 * distance each counts as before the other.
 */
public final class Timestamps {
    private Timestamps() {}

    /** The milliseconds from {@code earlier} to {@code later}; negative if it is the other way round. */
    public static int differenceMillis(int later, int earlier) {
        return later - earlier;
    }

    public static boolean isBefore(int timestamp, int other) {
        return timestamp - other < 0;
    }

    public static boolean isAfter(int timestamp, int other) {
        return timestamp - other > 0;
    }

    /** The later of the two. */
    public static int latest(int timestamp, int other) {
        return isAfter(timestamp, other) ? timestamp : other;
    }

    /** The timestamp {@code millis} after {@code timestamp}, or before it if negative. */
    public static int plus(int timestamp, long millis) {
        return (int) (timestamp + millis);
    }

    /** The milliseconds as they stand on the wire, 0 to 2<sup>32</sup> − 1. */
    public static long toMillis(int timestamp) {
        return Integer.toUnsignedLong(timestamp);
    }
}
