package org.tcserver.metrics;

import java.math.BigDecimal;
import java.util.List;

/** The buckets of a histogram: their inclusive upper bounds in ascending order, and the unit for output. Immutable. */
public final class Buckets {
    private static final int NANOS_DIGITS = 9;

    private final List<String> labels;
    private final long[] bounds;
    private final int unitDigits;

    private Buckets(int unitDigits, String... labels) {
        this.labels = List.of(labels);
        this.unitDigits = unitDigits;
        bounds = new long[labels.length];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = new BigDecimal(labels[i]).movePointRight(unitDigits).longValueExact();
            if (i > 0 && bounds[i] <= bounds[i - 1]) {
                throw new IllegalArgumentException("bounds do not ascend: " + this.labels);
            }
        }
    }

    /** Returns buckets for values that are recorded in nanoseconds and shown in seconds. */
    public static Buckets seconds(String... bounds) {
        return new Buckets(NANOS_DIGITS, bounds);
    }

    /** Returns buckets for values that are shown as recorded. */
    public static Buckets plain(String... bounds) {
        return new Buckets(0, bounds);
    }

    /** Returns the number of bounds; there is one more bucket without a bound. */
    int size() {
        return bounds.length;
    }

    /** Returns the bucket of {@code value}, which has the smallest bound that is at least the value. */
    int indexOf(long value) {
        int index = 0;
        while (index < bounds.length && value > bounds[index]) {
            index++;
        }
        return index;
    }

    /** Returns the bound at {@code index} as text, in the unit for output. */
    String label(int index) {
        return labels.get(index);
    }

    /** Converts a recorded {@code value} to the unit for output. */
    BigDecimal shown(long value) {
        return BigDecimal.valueOf(value, unitDigits);
    }
}
