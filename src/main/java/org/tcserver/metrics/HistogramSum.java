package org.tcserver.metrics;

/** What several histograms of the same buckets have counted together. Confined to the thread that made it. */
public final class HistogramSum {
    private final Buckets buckets;
    private final long[] counts;
    private long sum;

    public HistogramSum(Buckets buckets) {
        this.buckets = buckets;
        counts = new long[buckets.size() + 1];
    }

    /** The figures of {@code histogram} alone. */
    public static HistogramSum of(Histogram histogram) {
        var sum = new HistogramSum(histogram.buckets());
        sum.add(histogram);
        return sum;
    }

    /** Adds what {@code histogram}, which must be of the same buckets, has counted. */
    public void add(Histogram histogram) {
        if (histogram.buckets() != buckets) {
            throw new IllegalArgumentException("a histogram of other buckets");
        }
        for (int i = 0; i < counts.length; i++) {
            counts[i] += histogram.countAt(i);
        }
        sum += histogram.sum();
    }

    /** How many values there are. */
    public long count() {
        return cumulated(counts.length - 1);
    }

    Buckets buckets() {
        return buckets;
    }

    /** How many values are in the bucket at {@code index} and in those below. */
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
