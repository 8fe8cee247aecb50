package org.tcserver.metrics;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How often a value fell into each of some buckets, and the sum of all.
 *
 * <p>{@link #record} is for the one thread that a histogram belongs to and costs no more than plain additions; {@link
 * #recordShared} is for any thread, of histograms that belong to none. Any thread reads; what is read while others
 * record may be torn between the buckets and the sum.
 */
public final class Histogram {
    private final Buckets buckets;
    /** One for each bound, one for what exceeds them all, and the sum. */
    private final AtomicLongArray figures;

    public Histogram(Buckets buckets) {
        this.buckets = buckets;
        figures = new AtomicLongArray(buckets.size() + 2);
    }

    /** For the thread that this histogram belongs to; values below 0 count as 0. */
    public void record(long value) {
        long counted = Math.max(0, value);
        add(buckets.indexOf(counted), 1);
        add(buckets.size() + 1, counted);
    }

    /** For any thread, if all use this. */
    public void recordShared(long value) {
        long counted = Math.max(0, value);
        figures.getAndIncrement(buckets.indexOf(counted));
        figures.getAndAdd(buckets.size() + 1, counted);
    }

    /** How many values were recorded. */
    public long count() {
        var sum = new HistogramSum(buckets);
        sum.add(this);
        return sum.count();
    }

    Buckets buckets() {
        return buckets;
    }

    /** How many values are in the bucket at {@code index}, and in no one below. */
    long countAt(int index) {
        return figures.getOpaque(index);
    }

    long sum() {
        return figures.getOpaque(buckets.size() + 1);
    }

    private void add(int index, long amount) {
        figures.setOpaque(index, figures.getPlain(index) + amount);
    }
}
