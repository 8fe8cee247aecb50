package org.tcserver.metrics;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts values per bucket, and sums them.
 *
 * <p>Only the histogram's own thread may call {@link #record}, which costs no more than plain additions. Any thread may
 * call {@link #recordShared} on a histogram that is not owned by a thread. Any thread may read; a concurrent read may
 * be inconsistent between the buckets and the sum.
 */
public final class Histogram {
    private final Buckets buckets;
    /** One counter per bound, one for larger values, and the sum. */
    private final AtomicLongArray figures;

    public Histogram(Buckets buckets) {
        this.buckets = buckets;
        figures = new AtomicLongArray(buckets.size() + 2);
    }

    /** Records a value on the owning thread; negative values count as 0. */
    public void record(long value) {
        long counted = Math.max(0, value);
        add(buckets.indexOf(counted), 1);
        add(buckets.size() + 1, counted);
    }

    /** Records a value on any thread; all threads must then use this method. */
    public void recordShared(long value) {
        long counted = Math.max(0, value);
        figures.getAndIncrement(buckets.indexOf(counted));
        figures.getAndAdd(buckets.size() + 1, counted);
    }

    /** Returns the number of recorded values. */
    public long count() {
        var sum = new HistogramSum(buckets);
        sum.add(this);
        return sum.count();
    }

    Buckets buckets() {
        return buckets;
    }

    /** Returns the number of values in the bucket at {@code index} alone. */
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
