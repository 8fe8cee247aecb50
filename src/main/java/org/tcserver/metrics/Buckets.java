package org.tcserver.metrics;

import java.math.BigDecimal;
import java.util.List;

/** The buckets of a histogram: their upper bounds, inclusive, in ascending order, and the unit of what is shown. Immutable. */
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

    /** For values that are recorded in nanoseconds and shown in seconds. */
    public static Buckets seconds(String... bounds) {
        return new Buckets(NANOS_DIGITS, bounds);
    }

    /** For values that are shown as they are. */
    public static Buckets plain(String... bounds) {
        return new Buckets(0, bounds);
    }

    /** How many bounds there are; one bucket more is without one. */
    int size() {
        return bounds.length;
    }

    /** The bucket of {@code value}: that of the first bound which is not less. */
    int indexOf(long value) {
        int index = 0;
        while (index < bounds.length && value > bounds[index]) {
            index++;
        }
        return index;
    }

    /** The bound at {@code index} as text, in the unit of what is shown. */
    String label(int index) {
        return labels.get(index);
    }

    /** {@code value}, as recorded, in the unit of what is shown. */
    BigDecimal shown(long value) {
        return BigDecimal.valueOf(value, unitDigits);
    }
}
