package org.tcserver.metrics;

/** The sum of several histograms with the same buckets. Confined to the thread that created it. */
public final class HistogramSum {
    private final Buckets buckets;
    private final long[] counts;
    private long sum;

    public HistogramSum(Buckets buckets) {
        this.buckets = buckets;
        counts = new long[buckets.size() + 1];
    }

    /** Returns the values of {@code histogram} alone. */
    public static HistogramSum of(Histogram histogram) {
        var sum = new HistogramSum(histogram.buckets());
        sum.add(histogram);
        return sum;
    }

    /** Adds the values of {@code histogram}, which must have the same buckets. */
    public void add(Histogram histogram) {
        if (histogram.buckets() != buckets) {
            throw new IllegalArgumentException("a histogram of other buckets");
        }
        for (int i = 0; i < counts.length; i++) {
            counts[i] += histogram.countAt(i);
        }
        sum += histogram.sum();
    }

    /** Returns the number of values. */
    public long count() {
        return cumulated(counts.length - 1);
    }

    Buckets buckets() {
        return buckets;
    }

    /** Returns the number of values in the bucket at {@code index} and all lower ones. */
    long cumulated(int index) {
        long cumulated = 0;
        for (int i = 0; i <= index; i++) {
            cumulated += counts[i];
        }
        return cumulated;
    }

    long sum() {
        return sum;
    }
}
