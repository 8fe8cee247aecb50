package org.tcserver.torture;

import java.util.concurrent.atomic.AtomicLongArray;

/** A histogram of durations. Each class is 5 % wider than the one before. Thread-safe. */
final class Delays {
    private static final double WIDTH = 1.05;
    private static final int CLASSES = 400;

    private final AtomicLongArray counts = new AtomicLongArray(CLASSES);

    void add(long nanos) {
        double micros = Math.max(1, nanos / 1000.0);
        counts.incrementAndGet(Math.min(CLASSES - 1, (int) (Math.log(micros) / Math.log(WIDTH))));
    }

    void add(Delays others) {
        for (int i = 0; i < CLASSES; i++) {
            counts.addAndGet(i, others.counts.get(i));
        }
    }

    long count() {
        long sum = 0;
        for (int i = 0; i < CLASSES; i++) {
            sum += counts.get(i);
        }
        return sum;
    }

    /** Returns this quantile in milliseconds, or 0 without values. */
    double millis(double share) {
        long wanted = (long) Math.ceil(share * count());
        long seen = 0;
        for (int i = 0; i < CLASSES && wanted > 0; i++) {
            seen += counts.get(i);
            if (seen >= wanted) {
                return Math.pow(WIDTH, i + 1) / 1000;
            }
        }
        return 0;
    }

    @Override
    public String toString() {
        return String.format("p50 %.1f, p99 %.1f, max %.0f ms", millis(0.5), millis(0.99), millis(1));
    }
}
